import type { vi } from "./vi.ts";
import type { viPages } from "./vi-pages.ts";

/** The shape of the messages of one language. */
export type Messages = Widen<typeof vi & typeof viPages>;
type Widen<T> = { [K in keyof T]: T[K] extends string ? string : Widen<T[K]> };

type Leaves<T, P extends string = ""> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>;
}[keyof T & string];
/** Every message there is; a typo does not compile. */
export type MessageKey = Leaves<Messages>;
/** `count` chooses the plural where a language has one. */
export type Params = Record<string, string | number>;
/** A message in the reader's language. */
export type Text = (key: MessageKey, params?: Params) => string;
