import { ROLES, type AuditEntry } from "@nhip/contracts";
import { deedWord } from "@nhip/domain";
import { useWards } from "../app/useWards.ts";
import { dayText } from "../format/time.ts";
import { useText } from "../i18n/useText.ts";
import type { WardUnit } from "./useWardUnits.ts";

const MAX_VALUE = 120;

/** Lines of the audit log in words. */
export function useAuditWords(units: () => readonly WardUnit[]) {
  const { isMessage, t } = useText();
  const { all } = useWards();

  const placeName = (place: string): string =>
    (all.value.find(({ id }) => id === place) ?? units().find(({ id }) => id === place))?.name ?? place;

  function value(one: unknown): string {
    if (one === undefined) return t("audit.nothing");
    if (one === null) return t("audit.all");
    if (typeof one === "boolean") return one ? t("audit.yes") : t("audit.no");
    if (typeof one === "number") return one.toLocaleString("vi-VN");
    if (typeof one === "string") {
      const role = ROLES.find((name) => name === one);
      if (role) return t(`session.role.${role}`);
      if (one === "ingest" || one === "read") return t(`keys.scopes.${one}`);
      return /^\d{4}-\d\d-\d\d$/.test(one) ? dayText(one) : placeName(one);
    }
    if (Array.isArray(one)) {
      const parts: unknown[] = one;
      return parts.length === 0 ? t("audit.nothing") : cut(parts.map(value).join(", "));
    }
    return cut(
      Object.entries(one)
        .map(([name, part]) => `${field(name)}: ${value(part)}`)
        .join("; "),
    );
  }

  /** A field's name: ours where we have one, else as it is written. */
  function field(name: string): string {
    const key = `audit.field.${name}`;
    return isMessage(key) ? t(key) : name;
  }

  return {
    value,
    field,
    who({ who }: AuditEntry): string {
      if (who.kind === "person") return who.name;
      return t(`audit.kind.${who.kind}`, { name: who.name });
    },
    deed({ what }: AuditEntry): string {
      const word = deedWord(what);
      return word === null ? t("audit.unknownDeed", { what }) : t(`audit.deed.${word}`);
    },
    /** The wards that a line is about, where it is about some. */
    where({ ward, wards }: AuditEntry): string {
      return (ward === undefined ? (wards ?? []) : [ward]).map(placeName).join(", ");
    },
  };
}

function cut(text: string): string {
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}
