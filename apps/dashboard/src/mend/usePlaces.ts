import { errorMessage, type ErrorCode, type QuarantineRow } from "@nhip/contracts";
import { fieldLabel } from "@nhip/domain";
import { useText } from "../i18n/useText.ts";
import { useEventName } from "../lists/useEventName.ts";
import { isEventType, rawAt } from "./mend-fields.ts";

const MAX_SHOWN = 60;

/** The words for a line: what it is, what is wrong with it, and where. */
export function usePlaces() {
  const { isMessage, t, locale } = useText();
  const eventName = useEventName();
  const place = (path: string): string => {
    const key = `mend.place.${path}`;
    return isMessage(key) ? t(key) : path === "" || path === "data" ? t("mend.place.line") : path;
  };
  return {
    place,
    /** A reason, short. */
    why(code: ErrorCode): string {
      const key = `mend.why.${code}`;
      return isMessage(key) ? t(key) : errorMessage(code, locale.value);
    },
    /** What one can do about it; empty where nothing helps. */
    todo(code: ErrorCode): string {
      const key = `mend.todo.${code}`;
      return isMessage(key) ? t(key) : "";
    },
    /** A word of our lists; one that is unknown is shown as it came. */
    option(path: string, value: string): string {
      if (path === "type") return eventName(value);
      const key = `mend.option.${value}`;
      return isMessage(key) ? t(key) : value;
    },
    event: ({ line }: QuarantineRow): string =>
      isEventType(line["type"]) ? eventName(line["type"]) : t("mend.unknownType"),
    /** What a person would call the line. */
    name({ line }: QuarantineRow): string {
      const names = [line["subject"], line["id"]].filter((name) => typeof name === "string");
      return names.find((name) => name !== "" && !name.includes("***")) ?? t("mend.unnamed");
    },
    field({ line }: QuarantineRow): string {
      const code = rawAt(line, "data.field");
      return typeof code === "string" && code !== "" ? fieldLabel(code, locale.value) : "";
    },
    /** What stands at the place that is wrong. */
    wrote({ line, path }: QuarantineRow): string {
      if (path === "") return "";
      const raw = rawAt(line, path);
      if (raw === undefined || raw === null || raw === "") return t("mend.wroteNothing");
      const text = String(raw);
      if (text === "***") return t("mend.wroteHidden");
      return t("mend.wrote", { value: text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text });
    },
  };
}
