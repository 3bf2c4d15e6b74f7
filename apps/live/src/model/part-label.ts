import type { ChangePart, Locale, WardSettings } from "@nhip/contracts";
import { fieldLabel } from "@nhip/domain";

const CHANNELS: Record<string, Record<Locale, string>> = {
  direct: { vi: "Trực tiếp", en: "At the counter" },
  online: { vi: "Trực tuyến", en: "Online" },
  post: { vi: "Bưu chính", en: "By post" },
};

/** The name of a field, a channel or a unit of the ward; a code that nobody has named is shown as it is. */
export function partLabel(
  { name, units }: Pick<WardSettings, "name" | "units">,
  by: ChangePart["by"],
  key: string,
  locale: Locale,
): string {
  if (by === "field") return fieldLabel(key, locale);
  if (by === "channel") return CHANNELS[key]?.[locale] ?? key;
  return key === "" ? name : (units.find(({ id }) => id === key)?.name ?? key);
}
