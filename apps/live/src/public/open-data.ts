import { formatInstant, fieldLabel } from "@nhip/domain";
import type { Locale } from "@nhip/contracts";
import { BY_MONTH, HEADINGS, type Masked, type PublicFigures } from "./figures.ts";

const VERSION = 1;

/** The figures of a public page as JSON; a count that is withheld is `null` with a word why. */
export function openData(figures: PublicFigures, locale: Locale): object {
  const { ward, name, place, sample, period, rev, fields } = figures;
  return {
    version: VERSION,
    ward,
    name,
    place,
    sample,
    period: period.range,
    asOf: formatInstant(figures.asOf),
    computedAt: formatInstant(figures.computedAt),
    lastEventAt: figures.lastEventAt === null ? null : formatInstant(figures.lastEventAt),
    rev,
    columns: figures.columns,
    figures: HEADINGS.flatMap((heading) =>
      figures.rows[heading].map(({ definition, unit, values }) => ({
        id: definition.id,
        label: definition.label[locale],
        unit,
        rule: definition.rule[locale],
        ruleVersion: definition.ruleVersion,
        legalSource: definition.legalSource[locale],
        values: values.map(({ value, numerator, denominator, reason }) => ({
          value,
          numerator,
          denominator,
          ...(reason === undefined ? {} : { reason }),
        })),
      })),
    ),
    months: figures.months.map(({ month, values }) => ({
      month,
      ...Object.fromEntries(BY_MONTH.map((id) => [id, values.find((one) => one?.id === id)?.value ?? null])),
    })),
    fields: fields && {
      period: fields.range,
      rows: fields.rows.map(({ field, received, resolved, onTimeRate }) => ({
        field,
        label: fieldLabel(field, locale),
        received: told(received),
        resolved: told(resolved),
        onTimeRate,
      })),
    },
  };
}

/** A count that may be told, or the word that stands for it. */
const told = ({ value, shown }: Masked): number | "<5" | null => {
  if (shown === "whole") return value;
  return shown === "few" ? "<5" : null;
};
