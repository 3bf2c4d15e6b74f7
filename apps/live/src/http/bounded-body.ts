import { AppError } from "@nhip/contracts";
import { bodyLimit } from "hono/body-limit";

/** Refuses bodies of more than so many bytes with AppError("too-large"). */
export function boundedBody(maxBytes: number) {
  return bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new AppError("too-large");
    },
  });
}
