/** A page to be looked at, and the role that looks; `as` is null for somebody who is not signed in. */
export type Visit = { name: string; path: string; as: string | null };
export function listedPages(): Visit[];
export function allPages(ward: string): Visit[];
