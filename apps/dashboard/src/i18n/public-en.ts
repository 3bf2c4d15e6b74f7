export const publicEn = {
  title: "Public page",
  hint: "Everybody may read it without signing in: totals by month and year, no personal data, no dossier codes.",
  on: "Open to everybody",
  off: "Switched off: whoever opens the address is told that the ward has no public page",
  switchOn: "Open the public page",
  complaints: "Complaints and suggestions: whom to tell, and where",
  complaintsHint:
    "Left empty, the page uses common words: the ward's one-stop office and the National Public Service Portal.",
  save: "Save",
  saving: "Saving",
  saved: "Saved. The public page has changed.",
  open: "Open the public page",
};
