import type { Sql } from '@bofu/read-model';
import type { Database } from '@bofu/read-model';
import { requireAccount } from '../accounts';
import { requireLinkByDigest, useUpLinkByDigest } from '../one-time-links';
import { digestOf, newSecret } from '../secrets';
import { openSession, renewSession, type Session } from '../sessions';
import { log } from '../sign-in-log';
import { refuse } from '../sign-in-refusals';
import { accountOfSubject, beginAttempt, hasIdentity, linkIdentity, takeAttempt, unlinkIdentity } from './identities';
import type { IdentityProvider } from './identity-provider';

/** What the session's cookie is to hold from now on, and what was done. */
export interface CameBack {
  readonly secret: string;
  readonly done: 'signed-in' | 'linked' | 'stepped-up';
}

/**
 * The same door by another house's word: the same sessions, the same limits, the same log. Nobody gets an account by
 * it: whom it names must have been linked to one before, or hold a one-time link of that account now.
 */
export class SignInByIdentity {
  constructor(
    private readonly parts: {
      readonly database: Database;
      /** `null` where none is configured. */
      readonly provider: IdentityProvider | null;
      /** Where people open the product, once it listens. */
      readonly origin: () => string;
      readonly now: () => string;
    },
  ) {}

  /** What the button says; `null`: there is none. */
  get label(): string | null {
    return this.parts.provider?.settings.label ?? null;
  }

  /**
   * Where to send the browser, and the secret by which it is known when it comes back. Throws Refusal
   * `identity-provider-away`, `link-unusable`.
   *
   * @param session to be proven anew; `null` to come in
   * @param link a one-time link of an account, to be linked by it; `null` without
   */
  async begin(
    session: Session | null,
    link: string | null,
  ): Promise<{ readonly url: string; readonly browser: string }> {
    const { database, now } = this.parts;
    const provider = this.requireProvider();
    const at = now();
    const linkDigest = link === null ? null : digestOf(link);
    if (linkDigest !== null) await database.transaction((sql) => requireLinkByDigest(sql, linkDigest, at));
    const checks = provider.newChecks();
    const url = await provider.addressFor(checks, this.#back(), session !== null);
    const browser = newSecret();
    await beginAttempt(database, { ...checks, browser, linkDigest, sessionId: session?.sessionId ?? null }, at);
    return { url, browser };
  }

  /**
   * The browser is back. Throws Refusal `identity-attempt-unusable`, `identity-refused`, `identity-not-linked`,
   * `account-is-disabled`, …
   *
   * @param query what stood behind `?` in the address it came back to
   */
  async finish(query: string, browser: string, session: Session | null, address: string): Promise<CameBack> {
    const { database, now } = this.parts;
    const provider = this.requireProvider();
    const answer = new URL(this.#back());
    answer.search = query;
    const state = answer.searchParams.get('state') ?? '';
    const attempt = await takeAttempt(database, state, browser, now());
    const { nonce, codeVerifier, begunAt, sessionId, linkDigest } = attempt;
    const subject = await provider.subjectOf(
      answer,
      { state, nonce, codeVerifier },
      sessionId === null ? null : begunAt,
    );
    const at = now();
    const line = { at, byPersonId: null, source: address, detail: 'identity provider' };
    const refused = async (personId: string | null) => {
      await database.transaction((sql) => log(sql, { ...line, kind: 'sign-in-refused', personId }));
    };

    if (sessionId !== null) {
      const owner = await accountOfSubject(database, subject);
      if (session?.sessionId !== sessionId || owner !== session.accountId) {
        await refused(session?.personId ?? null);
        return refuse('identity-not-hers', {});
      }
      return database.transaction(async (sql) => {
        await log(sql, { ...line, kind: 'stepped-up', personId: session.personId });
        return { secret: await renewSession(sql, sessionId, at), done: 'stepped-up' };
      });
    }
    if (linkDigest !== null)
      return database.transaction(async (sql) => {
        const purpose = await requireLinkByDigest(sql, linkDigest, at);
        if (!('accountId' in purpose)) return refuse('link-unusable', {});
        await linkIdentity(sql, subject, purpose.accountId, at);
        await useUpLinkByDigest(sql, linkDigest, at);
        const { personId } = await requireUsable(sql, purpose.accountId);
        await log(sql, { ...line, kind: 'identity-linked', personId });
        return { secret: await this.#open(sql, purpose.accountId, personId, line), done: 'linked' };
      });

    const accountId = await accountOfSubject(database, subject);
    if (accountId === null) {
      await refused(null);
      return refuse('identity-not-linked', {});
    }
    const account = await requireAccount(database, accountId);
    if (account.disabledAt !== null) {
      await refused(account.personId);
      return refuse('account-is-disabled', {});
    }
    return database.transaction(async (sql) => ({
      secret: await this.#open(sql, accountId, account.personId, line),
      done: 'signed-in',
    }));
  }

  /** By an administrator, who was told the subject by whoever runs the other house's sign-in. */
  async link(by: string, accountId: string, subject: string, address: string): Promise<void> {
    const { issuer } = this.requireProvider().settings;
    await this.#changed(by, accountId, address, 'identity-linked', (sql, at) =>
      linkIdentity(sql, { issuer, subject }, accountId, at),
    );
  }

  /** Whichever house it is of, and whether or not one is set up still. */
  async unlink(by: string, accountId: string, address: string): Promise<void> {
    await this.#changed(by, accountId, address, 'identity-unlinked', async (sql) => {
      if (!(await unlinkIdentity(sql, accountId))) refuse('identity-not-linked', {});
    });
  }

  /** Whether she can prove herself by it. */
  async isLinked({ accountId }: Session): Promise<boolean> {
    const { database, provider } = this.parts;
    return provider !== null && hasIdentity(database, provider.settings.issuer, accountId);
  }

  #back(): string {
    return `${this.parts.origin()}/signed-in`;
  }

  private requireProvider(): IdentityProvider {
    return this.parts.provider ?? refuse('identity-provider-unset', {});
  }

  async #open(
    sql: Sql,
    accountId: string,
    personId: string,
    line: Omit<Parameters<typeof log>[1], 'kind' | 'personId'>,
  ): Promise<string> {
    await sql.query('update sign_in.account set last_signed_in = $2 where account_id = $1', [accountId, line.at]);
    await log(sql, { ...line, kind: 'signed-in', personId });
    return openSession(sql, accountId, line.at, line.source);
  }

  async #changed(
    by: string,
    accountId: string,
    address: string,
    kind: 'identity-linked' | 'identity-unlinked',
    change: (sql: Sql, at: string) => Promise<void>,
  ): Promise<void> {
    const at = this.parts.now();
    await this.parts.database.transaction(async (sql) => {
      const { personId } = await requireAccount(sql, accountId);
      await change(sql, at);
      await log(sql, { at, kind, personId, byPersonId: by, source: address, detail: null });
    });
  }
}

async function requireUsable(sql: Sql, accountId: string) {
  const account = await requireAccount(sql, accountId);
  return account.disabledAt === null ? account : refuse('account-is-disabled', {});
}
