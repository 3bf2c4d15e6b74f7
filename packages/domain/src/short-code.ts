/** A dossier's code as it may be shown on walls and public pages: its last four characters, `…0007`. */
export function shortCode(code: string): string {
  return code.length <= 4 ? code : `…${code.slice(-4)}`;
}
