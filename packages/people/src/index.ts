export * from "./device.ts";
export type { Invitations } from "./invitations.ts";
export * from "./names.ts";
export * from "./passwords.ts";
export * from "./people.ts";
export type { SecondFactor } from "./second-factor.ts";
export { networkOf, type SignIn } from "./sign-in.ts";
