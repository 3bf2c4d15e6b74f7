export const sessionEn = {
  title: "Sign in",
  name: "Account name",
  password: "Password",
  signIn: "Sign in",
  signOut: "Sign out",
  unreachable: "The server cannot be reached. Check the network and try again.",
  role: {
    leader: "Leader",
    secretary: "Party-cell secretary",
    head: "Head of group",
    clerk: "One-stop clerk",
    admin: "Administrator",
  },
};
