/** Who sends events: the wards that may be written, and the name that stands where an event gives no source. */
export type Sender = { wards: readonly string[]; source: string };
