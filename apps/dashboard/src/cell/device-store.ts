/** What a browser keeps for this device. */
export type DeviceStore = {
  read: (key: string) => string | null;
  write: (key: string, text: string) => void;
  remove: (key: string) => void;
  keys: () => string[];
  /** False once something could be kept for this page only: the browser keeps nothing, or is full. */
  isDurable: () => boolean;
};

/** The browser's store, and the page's memory for what it does not take: nothing said is lost while the page is open. */
export function createDeviceStore(
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length"> | null,
): DeviceStore {
  const memory = new Map<string, string>();
  const attempt = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch {
      return otherwise;
    }
  };
  return {
    read: (key) => memory.get(key) ?? attempt(() => storage?.getItem(key) ?? null, null),
    write(key, text) {
      const kept = attempt(() => {
        storage?.setItem(key, text);
        return storage !== null;
      }, false);
      if (kept) memory.delete(key);
      else memory.set(key, text);
    },
    remove(key) {
      memory.delete(key);
      attempt(() => storage?.removeItem(key), undefined);
    },
    keys: () => [
      ...new Set([
        ...memory.keys(),
        ...attempt(() => Array.from({ length: storage?.length ?? 0 }, (_, n) => storage?.key(n) ?? ""), []),
      ]),
    ],
    isDurable: () => memory.size === 0,
  };
}
