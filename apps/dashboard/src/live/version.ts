/** What a page does about a new server version: a screen reloads once for each, an official is asked. */
export type VersionStep = "keep" | "reload" | "offer";

/** `reloadedFor` is the version for which this tab has reloaded already, so that it never loops (pitfall V11). */
export function versionStep(
  first: string | null,
  current: string,
  reloadedFor: string | null,
  unattended: boolean,
): VersionStep {
  if (first === null || first === current) return "keep";
  if (reloadedFor === current) return "keep";
  return unattended ? "reload" : "offer";
}
