import type { Locale, ServiceIndex } from "@nhip/contracts";
import { formatInstant, serviceIndexAt } from "@nhip/domain";
import { momentOf, rangeOf, readFactsAt } from "./reading.ts";
import type { WardModel } from "./ward-model.ts";

/** The ward's index of Decision 766/QĐ-TTg for a period. Rejects with AppError("unknown-period"). */
export async function readServiceIndex(
  model: WardModel,
  period: string,
  options: { now: number; asOf: number | undefined; locale: Locale },
): Promise<ServiceIndex> {
  const { now, asOf, locale } = options;
  const range = rangeOf(period, now);
  const moment = momentOf(range, now, asOf);
  const { facts, rev } = await readFactsAt(model, { range, moment });
  return serviceIndexAt(
    facts,
    {
      ward: model.ward,
      rev,
      asOf: formatInstant(moment.asOf),
      computedAt: formatInstant(now),
    },
    locale,
  );
}
