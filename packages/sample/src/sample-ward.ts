import type { WardSettings } from "@nhip/contracts";
import { SAMPLE_UNITS } from "./sample-units.ts";

/** The ward of the sample, with the rules every ward starts with. */
export const sampleWard: Pick<WardSettings, "id" | "name" | "place" | "sample" | "units"> = {
  id: "nguyen-thai-hoc",
  name: "Phường Nguyễn Thái Học",
  place: "thành phố Yên Bái, tỉnh Yên Bái",
  sample: true,
  units: SAMPLE_UNITS,
};

/** What the ward's dossier codes begin with. */
export const CODE_PREFIX = "H64.38.25";
