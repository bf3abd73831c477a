import * as oidc from 'openid-client';
import { refuse } from '../sign-in-refusals';
import type { Subject } from './identities';

export interface IdentityProviderSettings {
  /** `https://id.example.gov.cn`, as its own metadata names itself. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** On the button: `县统一身份认证`. */
  readonly label: string;
}

/** What goes with one way there and back. */
interface Checks {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

const PATIENCE_S = 10;
/** How far its clock may be from ours. */
const CLOCKS_APART_S = 60;

/** 统一身份认证: another house's sign-in (OpenID Connect Core 1.0, code flow with PKCE, RFC 7636). */
export class IdentityProvider {
  #known: Promise<oidc.Configuration> | null = null;

  constructor(readonly settings: IdentityProviderSettings) {}

  newChecks(): Checks {
    return { state: oidc.randomState(), nonce: oidc.randomNonce(), codeVerifier: oidc.randomPKCECodeVerifier() };
  }

  /**
   * Where to send the browser. Throws Refusal `identity-provider-away`.
   *
   * @param afresh she is to prove there who she is, whatever session she has there
   */
  async addressFor({ state, nonce, codeVerifier }: Checks, back: string, afresh: boolean): Promise<string> {
    const known = await this.#discovered();
    const parameters = {
      ...{ redirect_uri: back, scope: 'openid', state, nonce },
      code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      ...(afresh && { prompt: 'login', max_age: '0' }),
    };
    return oidc.buildAuthorizationUrl(known, parameters).href;
  }

  /**
   * Who came back. Throws Refusal `identity-provider-away`, or `identity-refused` for whatever does not fit together.
   *
   * @param answer the whole address it sent the browser to
   * @param provenSince where she had to prove it anew: not earlier than this
   */
  async subjectOf(answer: URL, checks: Checks, provenSince: Date | null): Promise<Subject> {
    const known = await this.#discovered();
    const claims = await oidc
      .authorizationCodeGrant(known, answer, {
        ...{ expectedState: checks.state, expectedNonce: checks.nonce, pkceCodeVerifier: checks.codeVerifier },
        idTokenExpected: true,
      })
      .then(
        (tokens) => tokens.claims(),
        (error: unknown) => refuse(isAway(error) ? 'identity-provider-away' : 'identity-refused', {}),
      );
    if (claims === undefined) return refuse('identity-refused', {});
    const { iss, sub, auth_time: provenAt } = claims;
    if (provenSince !== null && !(Number(provenAt) + CLOCKS_APART_S >= provenSince.getTime() / 1000))
      return refuse('identity-not-afresh', {});
    return { issuer: iss, subject: sub };
  }

  /** Asked for once; where that fails, again the next time. */
  #discovered(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const url = new URL(issuer);
    // Only ever of this machine: see the configuration.
    const execute = url.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
    this.#known ??= oidc
      .discovery(url, clientId, undefined, oidc.ClientSecretBasic(clientSecret), { execute, timeout: PATIENCE_S })
      .catch(() => {
        this.#known = null;
        return refuse('identity-provider-away', {});
      });
    return this.#known;
  }
}

/** Never reached, or not able to answer; everything else is an answer, and not the right one. */
function isAway(error: unknown): boolean {
  const { name, message, code, status, cause } = error as Readonly<Record<string, unknown>>;
  // As the platform's own fetch says that it reached nobody.
  if (name === 'TypeError' && message === 'fetch failed') return true;
  if (name === 'TimeoutError' || code === 'OAUTH_TIMEOUT' || Number(status) >= 500) return true;
  return typeof cause === 'object' && cause !== null && isAway(cause);
}
