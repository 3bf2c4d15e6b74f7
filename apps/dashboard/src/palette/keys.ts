/** After `g`: the letter that leads to a page, from its Vietnamese name. */
export const PAGE_KEYS: Readonly<Record<string, string>> = {
  leader: "t",
  groups: "c",
  alerts: "b",
  replay: "x",
  reports: "r",
  cell: "o",
  checks: "d",
  mend: "s",
  admin: "q",
  operations: "v",
};

/** True where a key belongs to what is being typed, and no shortcut may take it. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}
