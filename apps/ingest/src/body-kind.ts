import type { DocumentKind } from "@nhip/intake";

/** How the events stand in a body. `binary` is CloudEvents over headers: the body is `data` alone. */
export type BodyKind = DocumentKind | "binary";

const KINDS: Record<string, BodyKind> = {
  "application/json": "json",
  "application/x-ndjson": "lines",
  "application/ndjson": "lines",
  "application/cloudevents+json": "cloudevent",
  "application/cloudevents-batch+json": "cloudevent-batch",
};

/** The kind of a body by its headers, or `undefined` where it is none that is taken. Only UTF-8 is. */
export function bodyKindOf(header: (name: string) => string | undefined): BodyKind | undefined {
  const [media = "", ...parameters] = (header("content-type") ?? "").toLowerCase().split(";");
  const type = media.trim();
  if (!parameters.every(isAcceptable)) return undefined;
  const kind = KINDS[type];
  const binary = header("ce-id") !== undefined || header("ce-type") !== undefined;
  if (!binary || kind === "cloudevent" || kind === "cloudevent-batch") return kind;
  return type === "" || type === "application/json" || /^application\/[\w.-]+\+json$/.test(type)
    ? "binary"
    : undefined;
}

/** Whether the body is packed, or `undefined` for a packing that is not known. */
export function isPacked(contentEncoding: string | undefined): boolean | undefined {
  const encoding = (contentEncoding ?? "").trim().toLowerCase();
  if (encoding === "" || encoding === "identity") return false;
  return encoding === "gzip" || encoding === "x-gzip" ? true : undefined;
}

function isAcceptable(parameter: string): boolean {
  const [name = "", value = ""] = parameter.split("=").map((part) => part.trim());
  return name !== "charset" || /^"?utf-?8"?$/.test(value);
}
