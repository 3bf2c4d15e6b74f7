import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A document of the built dashboard, telling which build it is: a page compares that with what the server says later
 * (pitfall V11). Null where nothing is built.
 */
export function readDocument(dir: string, name: string, version: string): string | null {
  const file = join(dir, name);
  if (!existsSync(file)) return null;
  return readFileSync(file, "utf8").replace("<html", () => `<html data-version="${version}"`);
}
