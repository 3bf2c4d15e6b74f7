export type { BackupSum } from "./backup.ts";
export type { Difference } from "./difference.ts";
export * from "./ledger.ts";
export type { Rebuilt } from "./rebuild.ts";
export { StoreNotEmptyError, type Restored } from "./restore.ts";
export { SealedFileError } from "./sealed-file.ts";
export type { Segment } from "./segments.ts";
export type { Verification } from "./verify.ts";
