import { AppError, type SessionAnswer } from "@nhip/contracts";
import * as client from "openid-client";

const TIMEOUT_S = 8;
/** What a provider says about itself is asked again after this. */
const REFRESH_MS = 3_600_000;

export type SingleSignOnSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string | undefined;
  label: string;
};
/** What is remembered of a visit to the provider until its answer. */
export type Visit = { state: string; nonce: string; verifier: string };

/** The province's single sign-on by OpenID Connect: code flow with PKCE, state and nonce. Nothing is asked at the start. */
export function createSingleSignOn(
  { issuer, clientId, clientSecret, label }: SingleSignOnSettings,
  publicUrl: string,
  now: () => number,
) {
  const redirectUri = new URL("/auth/oidc/callback", publicUrl).href;
  const url = new URL(issuer);
  let known: { at: number; provider: client.Configuration } | undefined;

  /** Throws AppError("sign-on-away"). */
  async function provider(): Promise<client.Configuration> {
    if (known && now() - known.at < REFRESH_MS) return known.provider;
    try {
      const execute = url.protocol === "http:" ? [client.allowInsecureRequests] : [];
      const auth = clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret);
      const found = await client.discovery(url, clientId, {}, auth, { timeout: TIMEOUT_S, execute });
      known = { at: now(), provider: found };
      return found;
    } catch (error) {
      throw new AppError("sign-on-away", "discovery", { cause: error });
    }
  }

  return {
    button: { label, url: "/auth/oidc" } satisfies SessionAnswer["singleSignOn"],

    /** Begins a visit: where the browser has to go. Throws AppError("sign-on-away"). */
    async begin(): Promise<{ url: string; visit: Visit }> {
      const visit = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const url = client.buildAuthorizationUrl(await provider(), {
        redirect_uri: redirectUri,
        scope: "openid",
        state: visit.state,
        nonce: visit.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(visit.verifier),
        code_challenge_method: "S256",
      });
      return { url: url.href, visit };
    },

    /**
     * Who came back, as `issuer|subject`. `search` is the query of the callback. Throws AppError("sign-on-away"), or
     * AppError("unauthorized") where the provider refused or the answer is not that of this visit.
     */
    async finish(search: string, { state, nonce, verifier }: Visit): Promise<string> {
      const here = new URL(redirectUri);
      here.search = search;
      try {
        const tokens = await client.authorizationCodeGrant(await provider(), here, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) throw new AppError("unauthorized", "no claims");
        return `${claims.iss}|${claims.sub}`;
      } catch (error) {
        if (error instanceof AppError) throw error;
        // An answer that did not come is the line's fault; one that came and does not hold is refused.
        const isAway =
          error instanceof TypeError || (error instanceof Error && error.name === "TimeoutError");
        throw new AppError(isAway ? "sign-on-away" : "unauthorized", "code grant", { cause: error });
      }
    },
  };
}
export type SingleSignOn = ReturnType<typeof createSingleSignOn>;
