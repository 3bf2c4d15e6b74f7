import { mistake, type Mistake } from "./mistake.ts";

export type Token = { kind: "name" | "number" | "sign"; text: string; at: number };

/** A hyphen between letters belongs to the name, as in `indicator.cay-xanh`; a minus stands between spaces. */
const PIECE = /(?<space>\s+)|(?<name>[a-zA-Z](?:[\w.-]*\w)?)|(?<number>\d+(?:\.\d+)?)|(?<sign>[-+*/()])/uy;
const BETTER: Record<string, string> = {
  ",": "0.5",
  ".": "0.5",
  "×": "*",
  "·": "*",
  ":": "/",
  "÷": "/",
  "−": "-",
  "–": "-",
  "%": "100 * a / b",
  "^": "a * a",
};

/** A formula's words and signs with their places, or the first letter that cannot stand in one. */
export function tokensOf(text: string): { ok: true; tokens: Token[] } | { ok: false; mistake: Mistake } {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    PIECE.lastIndex = at;
    const groups = PIECE.exec(text)?.groups;
    if (!groups) {
      const [sign = ""] = text.slice(at);
      return { ok: false, mistake: mistake("bad-sign", { at, text: sign }, { hint: BETTER[sign] }) };
    }
    const { space, name, number, sign } = groups;
    if (name !== undefined) tokens.push({ kind: "name", text: name, at });
    else if (number !== undefined) tokens.push({ kind: "number", text: number, at });
    else if (sign !== undefined) tokens.push({ kind: "sign", text: sign, at });
    at += (space ?? name ?? number ?? sign ?? " ").length;
  }
  return { ok: true, tokens };
}
