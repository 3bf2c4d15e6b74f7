import { inject, onScopeDispose, provide, shallowRef, type InjectionKey, type ShallowRef } from "vue";
import type { TileReading } from "../tile/useTileReading.ts";

export type Palette = {
  /** What is open above the page. */
  shown: ShallowRef<"palette" | "keys" | "share" | null>;
  /** The figures of the page on screen, where it has any. */
  reading: ShallowRef<TileReading | null>;
  /** Begins to arrange the page on screen, where it can be arranged. */
  arrange: ShallowRef<(() => void) | null>;
};
const KEY: InjectionKey<Palette> = Symbol("palette");

/** One palette for all pages of somebody who is signed in. */
export function providePalette(): Palette {
  const palette: Palette = { shown: shallowRef(null), reading: shallowRef(null), arrange: shallowRef(null) };
  provide(KEY, palette);
  return palette;
}

/** The palette; null on pages that stand alone. */
export function usePalette(): Palette | null {
  return inject(KEY, null);
}

/** Tells the palette what the page on screen has, for as long as it is there. */
export function offerToPalette(offer: { reading?: TileReading; arrange?: () => void }): void {
  const palette = usePalette();
  if (palette === null) return;
  const { reading, arrange } = offer;
  if (reading !== undefined) palette.reading.value = reading;
  if (arrange !== undefined) palette.arrange.value = arrange;
  onScopeDispose(() => {
    if (palette.reading.value === reading) palette.reading.value = null;
    if (palette.arrange.value === arrange) palette.arrange.value = null;
  });
}

/** The palette of a page that has one. */
export function requirePalette(): Palette {
  const palette = usePalette();
  if (palette === null) throw new Error("no palette outside of the house");
  return palette;
}
