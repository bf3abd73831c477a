import { createServer, type Server } from 'node:http';
import Provider, { type KoaContextWithOIDC } from 'oidc-provider';

export const CLIENT = { clientId: 'bofu', clientSecret: 'a-secret-of-the-client-that-nobody-logs' };

/** Another house's sign-in in this process: whoever types a name there is that person. */
export async function startIdentityProvider(redirectUri: string) {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as { port: number };
  const issuer = `http://127.0.0.1:${port}`;
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    pkce: { required: () => true },
    findAccount: (_context: unknown, subject: string) => ({ accountId: subject, claims: () => ({ sub: subject }) }),
    // Nobody is asked whether the office may know who she is.
    loadExistingGrant: async ({ oidc }: KoaContextWithOIDC) => {
      const [clientId, accountId] = [oidc.client?.clientId ?? '', oidc.session?.accountId ?? ''];
      const grant = new oidc.provider.Grant({ clientId, accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    cookies: { keys: ['one', 'two'] },
    features: { devInteractions: { enabled: true } },
  });
  const answering = provider.callback();
  server.on('request', (request, response) => void answering(request, response));
  return {
    issuer,
    /** Goes there as a browser does, is that person, and comes back: the answer's query. */
    comeBackAs: async (url: string, subject: string): Promise<string> => {
      const cookies = new Map<string, string>();
      let at = url;
      let form: URLSearchParams | null = null;
      for (let step = 0; step < 10; step += 1) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        const answer: Response = await fetch(at, {
          redirect: 'manual',
          headers: { cookie, connection: 'close' },
          ...(form && { method: 'POST', body: form }),
        });
        for (const set of answer.headers.getSetCookie()) {
          const [name = '', value = ''] = (set.split(';', 1)[0] ?? '').split(/=(.*)/s);
          cookies.set(name, value);
        }
        const next = answer.headers.get('location');
        if (next?.startsWith(redirectUri)) return new URL(next).search.slice(1);
        const text = await answer.text();
        if (next !== null) [at, form] = [new URL(next, at).href, null];
        else if (/name="login"/.test(text))
          form = new URLSearchParams({ prompt: 'login', login: subject, password: 'whatever' });
        else throw new Error(`${answer.status} ${text.slice(0, 300)}`);
      }
      throw new Error('never came back');
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
