const MAX_NAMES = 50;
const NAME = /^[\p{L}\p{N}_.@-]{1,60}$/u;

/** Collects names of keys that were left out, each once, at most 50; a name that is itself odd shows as `?`. */
export function createDroppedNames() {
  const names = new Set<string>();
  return {
    add(prefix: string, name: string): void {
      if (names.size < MAX_NAMES) names.add(prefix + (NAME.test(name) ? name : "?"));
    },
    list(): string[] {
      return [...names];
    },
  };
}
export type DroppedNames = ReturnType<typeof createDroppedNames>;
