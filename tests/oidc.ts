import { createServer } from "node:http";
import { Provider } from "oidc-provider";

export type OidcProvider = Awaited<ReturnType<typeof openOidcProvider>>;

/**
 * A real OpenID provider on a loopback port, with one client. Its sign-in form is a redirect: `who` is signed in by itself.
 * @param redirectUri where the client is led back
 */
export async function openOidcProvider(port: number, redirectUri: string) {
  const issuer = `http://127.0.0.1:${port}`;
  const client = { id: "nhip-phuong", secret: "a-secret-of-this-test" };
  let who = "nguoi-1";
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUri] }],
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    cookies: { keys: ["of-this-test-alone"] },
    interactions: { url: (_c, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_c, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    // Everything is granted that a client asks for.
    async loadExistingGrant(c) {
      const grant = new c.oidc.provider.Grant({
        clientId: c.oidc.client?.clientId ?? "",
        accountId: c.oidc.session?.accountId ?? "",
      });
      grant.addOIDCScope("openid");
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  const server = createServer((request, response) => {
    if (!request.url?.startsWith("/interaction/")) return void answer(request, response);
    void provider.interactionFinished(request, response, { login: { accountId: who, remember: false } });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    issuer,
    client,
    /** Who signs in from now on. */
    be: (subject: string): void => void (who = subject),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
