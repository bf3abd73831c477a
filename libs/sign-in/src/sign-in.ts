import { createHash } from 'node:crypto';
import type { CommandBus } from '@nestjs/cqrs';
import { administratorsInOffice, administratorsNeeded, FoundAdministrator, type Directory } from '@bofu/access';
import { derivedId } from '@bofu/event-store';
import type { Database } from '@bofu/read-model';
import {
  accountOfLogin,
  createAccount,
  listAccounts,
  loginOf,
  requireAccount,
  setPasswordHash,
  type Account,
} from './accounts';
import { countTry, PAUSE_MINUTES, sourceText, type Source } from './attempts';
import { issueAdministratorLinks, issueLink, requireLink, useUpLink } from './one-time-links';
import { hashPassword, isPasswordOf } from './password-hash';
import { soundPassword } from './password-rules';
import { digestOf, newSecret } from './secrets';
import {
  endAllSessions,
  endSessions,
  findSession,
  openAmong,
  openSession,
  renewSession,
  sessionsOf,
  type SeenSession,
  type Session,
} from './sessions';
import { log } from './sign-in-log';
import { refuse } from './sign-in-refusals';
import { issueToken, personOfToken, revokeToken } from './service-tokens';

const NO_ACCOUNT = '00000000-0000-0000-0000-000000000000';

export interface SignInParts {
  /** Of `openDurableDatabase`. */
  readonly database: Database;
  readonly directory: Directory;
  readonly commands: Pick<CommandBus, 'execute'>;
  /** RFC 3339, Beijing time. */
  readonly now: () => string;
}

/** Where a request comes from: its address, and the device cookie it brings. */
export interface ComingFrom {
  readonly address: string;
  readonly deviceSecret: string | null;
}

/** 登录: accounts, passwords, sessions and tokens, each change with its line in the log or not at all. */
export class SignIn {
  constructor(private readonly parts: SignInParts) {}

  /** Opens a session. Throws Refusal `sign-in-refused`, `sign-in-paused`. */
  async signIn({ login: written, password }: { login: string; password: string }, from: ComingFrom) {
    const { database, now } = this.parts;
    const at = now();
    const login = loginOf(written);
    const account = await accountOfLogin(database, login);
    const source = await this.sourceOf(from, account?.accountId ?? NO_ACCOUNT);
    const personId = account?.personId ?? null;
    const line = { at, personId, byPersonId: null, source: sourceText(source), detail: null };

    const tried = await countTry(database, login, source, at);
    if (tried === 'paused') return refuse('sign-in-paused', { minutes: PAUSE_MINUTES });
    const right = await isPasswordOf(account?.passwordHash ?? null, password.normalize('NFC'));
    if (!right || account === null) {
      await database.transaction(async (transaction) => {
        await log(transaction, { ...line, kind: 'sign-in-refused' });
        if (tried.last) await log(transaction, { ...line, kind: 'sign-in-paused' });
      });
      return refuse('sign-in-refused', {});
    }
    const { accountId } = account;
    const device = source.device === null ? newSecret() : null;
    const secret = await database.transaction(async (transaction) => {
      if (device !== null)
        await transaction.query(
          'insert into sign_in.device (token_digest, account_id, issued_at) values ($1, $2, $3)',
          [digestOf(device), accountId, at],
        );
      await transaction.query('update sign_in.account set last_signed_in = $2 where account_id = $1', [accountId, at]);
      await log(transaction, { ...line, kind: 'signed-in' });
      return openSession(transaction, accountId, at, from.address);
    });
    await tried.succeeded();
    return { secret, device, personId: account.personId, lastSignedIn: account.lastSignedIn };
  }

  /** Whose session it is, now; `null` for none. */
  sessionOf(secret: string): Promise<Session | null> {
    return findSession(this.parts.database, secret, this.parts.now());
  }

  /** Which of those sessions are open still. */
  openAmong(sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
    return openAmong(this.parts.database, sessionIds, this.parts.now());
  }

  personOfToken(token: string): Promise<string | null> {
    return personOfToken(this.parts.database, token, this.parts.now());
  }

  async signOut(session: Session, address: string): Promise<void> {
    const at = this.parts.now();
    const { accountId, personId } = session;
    await this.parts.database.transaction(async (transaction) => {
      await endSessions(transaction, accountId, 'signed out', at);
      await log(transaction, { at, kind: 'signed-out', personId, byPersonId: null, source: address, detail: null });
    });
  }

  /** Sets the password of the account the link is for; whoever was signed in by it is not any more. */
  async setPasswordByLink(link: string, password: string, address: string): Promise<{ readonly login: string }> {
    const { database, now, directory } = this.parts;
    const at = now();
    return database.transaction(async (transaction) => {
      const purpose = await requireLink(transaction, link, at);
      if (!('accountId' in purpose)) return refuse('link-unusable', {});
      const { accountId } = purpose;
      const { login, personId, disabledAt } = await requireAccount(transaction, accountId);
      if (disabledAt !== null) return refuse('link-unusable', {});
      const sound = soundPassword(password, [login, directory.nameOf(personId) ?? login]);
      await setPasswordHash(transaction, accountId, await hashPassword(sound));
      await endSessions(transaction, accountId, 'password set', at);
      await useUpLink(transaction, link, at);
      await log(transaction, { at, kind: 'password-set', personId, byPersonId: null, source: address, detail: null });
      return { login };
    });
  }

  /** One's own, by the one in use; every session ends, this one is opened anew. Tries count as at the door. */
  async changePassword(session: Session, { current, next }: { current: string; next: string }, from: ComingFrom) {
    const { database, now, directory } = this.parts;
    const at = now();
    const { accountId, personId, login } = session;
    const { source, succeeded } = await this.requirePassword(session, current, from, 'new password');
    const sound = soundPassword(next, [login, directory.nameOf(personId) ?? login]);
    const passwordHash = await hashPassword(sound);
    const secret = await database.transaction(async (transaction) => {
      await setPasswordHash(transaction, accountId, passwordHash);
      const line = { at, personId, byPersonId: null, source: sourceText(source), detail: null };
      await log(transaction, { ...line, kind: 'password-set' });
      return openSession(transaction, accountId, at, from.address);
    });
    await succeeded();
    return secret;
  }

  /** The password once more, before what opens doors to others; answers with the session's new secret. */
  async proveAnew(session: Session, password: string, from: ComingFrom): Promise<string> {
    const { database, now } = this.parts;
    const at = now();
    const { source, succeeded } = await this.requirePassword(session, password, from, 'step-up');
    const secret = await database.transaction(async (transaction) => {
      const line = { at, personId: session.personId, byPersonId: null, source: sourceText(source), detail: null };
      await log(transaction, { ...line, kind: 'stepped-up' });
      return renewSession(transaction, session.sessionId, at);
    });
    await succeeded();
    return secret;
  }

  /** Throws Refusal `account-not-found`. */
  async personOfAccount(accountId: string): Promise<string> {
    return (await requireAccount(this.parts.database, accountId)).personId;
  }

  sessionsOf({ accountId }: Session): Promise<SeenSession[]> {
    return sessionsOf(this.parts.database, accountId, this.parts.now());
  }

  /** Whoever is signed in by it is out with the next request, and may sign in again. */
  async endSessions(by: string, accountId: string, reason: string, address: string): Promise<void> {
    await this.onAccount(accountId, async (transaction, { personId }, at) => {
      await endSessions(transaction, accountId, 'ended by an administrator', at);
      await log(transaction, {
        at,
        kind: 'sessions-ended',
        personId,
        byPersonId: by,
        source: address,
        detail: reason,
      });
    });
  }

  /** Everybody is out with the next request, whoever asks for it too: a key may be in hands that nobody knows of. */
  async endAllSessions(by: string, reason: string, address: string): Promise<number> {
    const at = this.parts.now();
    return this.parts.database.transaction(async (transaction) => {
      const ended = await endAllSessions(transaction, 'all ended by an administrator', at);
      await log(transaction, {
        at,
        kind: 'sessions-ended',
        personId: null,
        byPersonId: by,
        source: address,
        detail: reason,
      });
      return ended;
    });
  }

  /**
   * 安全管理员就任: account and post in one go. Broken off half way it can be sent again, with the same content, as
   * long as the link lasts. Throws Refusal `link-unusable`, `administrators-enough`, `login-taken`, …
   */
  async foundAdministrator(
    link: string,
    { login, password, ...person }: { login: string; password: string; name: string; number: string | null },
    address: string,
  ): Promise<{ readonly login: string }> {
    const { database, now, commands } = this.parts;
    const at = now();
    // Known by a digest of the secret, which itself must stand nowhere.
    const known = createHash('sha256').update(`administrator ${link}`).digest('hex');
    const personId = derivedId('person', known);
    return database.transaction(async (transaction) => {
      const purpose = await requireLink(transaction, link, at);
      if (!('round' in purpose)) return refuse('link-unusable', {});
      const sound = soundPassword(password, [login, person.name]);
      const accountId = await createAccount(transaction, { personId, login }, at);
      await setPasswordHash(transaction, accountId, await hashPassword(sound));
      const line = { at, personId, byPersonId: null, source: address };
      await log(transaction, { ...line, kind: 'account-created', detail: 'administrator link' });
      await useUpLink(transaction, link, at);
      const round = { id: purpose.round, place: purpose.place };
      await commands.execute(new FoundAdministrator(known, round, person, at));
      return { login: loginOf(login) };
    });
  }

  /** New links where fewer than two are in office, which is so at the very first; none where they are. */
  async administratorLinks(): Promise<readonly string[]> {
    const { database, now, directory } = this.parts;
    const at = now();
    const missing = administratorsNeeded(directory, at) - administratorsInOffice(directory, at);
    if (missing <= 0) return [];
    return database.transaction(async (transaction) => {
      const line = { at, personId: null, byPersonId: null, source: 'this machine' };
      await log(transaction, { ...line, kind: 'link-issued', detail: `administrators, ${missing}` });
      return issueAdministratorLinks(transaction, missing, at);
    });
  }

  accounts(): ReturnType<typeof listAccounts> {
    return listAccounts(this.parts.database);
  }

  /** Answers with the link by which its owner sets her password: shown once, handed over by hand. */
  async createAccount(by: string, { personId, login }: { personId: string; login: string }, address: string) {
    const { database, now, directory } = this.parts;
    const at = now();
    const person = directory.personAnywhere(personId) ?? refuse('account-needs-person', { personId });
    if (person.kind === 'service') return refuse('account-of-a-service', { personId });
    return database.transaction(async (transaction) => {
      const accountId = await createAccount(transaction, { personId, login }, at);
      const line = { at, personId, byPersonId: by, source: address, detail: null };
      await log(transaction, { ...line, kind: 'account-created' });
      await log(transaction, { ...line, kind: 'link-issued' });
      return { accountId, link: await issueLink(transaction, { accountId }, at) };
    });
  }

  /** For a password that was forgotten: nobody but its owner ever chooses one. */
  async issuePasswordLink(by: string, accountId: string, address: string): Promise<string> {
    return this.onAccount(accountId, async (transaction, { personId }, at) => {
      const line = { at, personId, byPersonId: by, source: address, detail: null };
      await log(transaction, { ...line, kind: 'link-issued' });
      return issueLink(transaction, { accountId }, at);
    });
  }

  async disableAccount(by: string, accountId: string, reason: string, address: string): Promise<void> {
    await this.onAccount(accountId, async (transaction, { personId, disabledAt }, at) => {
      if (disabledAt !== null) return;
      await transaction.query('update sign_in.account set disabled_at = $2 where account_id = $1', [accountId, at]);
      await endSessions(transaction, accountId, 'account disabled', at);
      const line = { at, personId, byPersonId: by, source: address, detail: reason };
      await log(transaction, { ...line, kind: 'account-disabled' });
    });
  }

  /** For a program; shown once. */
  async issueToken(by: string, { personId, expiresAt }: { personId: string; expiresAt: string }, address: string) {
    const { database, now, directory } = this.parts;
    const at = now();
    if (directory.personAnywhere(personId)?.kind !== 'service') return refuse('token-needs-service', { personId });
    return database.transaction(async (transaction) => {
      const line = { at, personId, byPersonId: by, source: address, detail: null };
      await log(transaction, { ...line, kind: 'token-issued' });
      return issueToken(transaction, personId, expiresAt, at);
    });
  }

  async revokeToken(by: string, tokenId: string, address: string): Promise<void> {
    const { database, now } = this.parts;
    const at = now();
    await database.transaction(async (transaction) => {
      const personId = await revokeToken(transaction, tokenId, at);
      const line = { at, personId, byPersonId: by, source: address, detail: null };
      await log(transaction, { ...line, kind: 'token-revoked' });
    });
  }

  /** Tries count as at the door. Throws Refusal `password-wrong`, `sign-in-paused`. */
  private async requirePassword(
    { accountId, personId, login }: Session,
    password: string,
    from: ComingFrom,
    what: string,
  ) {
    const { database, now } = this.parts;
    const at = now();
    const source = await this.sourceOf(from, accountId);
    const tried = await countTry(database, login, source, at);
    if (tried === 'paused') return refuse('sign-in-paused', { minutes: PAUSE_MINUTES });
    const account = await accountOfLogin(database, login);
    if (!(await isPasswordOf(account?.passwordHash ?? null, password.normalize('NFC')))) {
      const line = { at, personId, byPersonId: null, source: sourceText(source), detail: what };
      await database.transaction((transaction) => log(transaction, { ...line, kind: 'sign-in-refused' }));
      return refuse('password-wrong', {});
    }
    return { source, succeeded: tried.succeeded };
  }

  private onAccount<Result>(
    accountId: string,
    work: (transaction: Parameters<typeof log>[0], account: Account, at: string) => Promise<Result>,
  ): Promise<Result> {
    const { database, now } = this.parts;
    return database.transaction(async (transaction) =>
      work(transaction, await requireAccount(transaction, accountId), now()),
    );
  }

  /** Asked alike where there is no such account: the answer must not come sooner. */
  private async sourceOf({ address, deviceSecret }: ComingFrom, accountId: string): Promise<Source> {
    const digest = digestOf(deviceSecret ?? '');
    const known = await this.parts.database.query<unknown[]>(
      'select 1 from sign_in.device where token_digest = $1 and account_id = $2',
      [digest, accountId],
    );
    return { address, device: known.length > 0 ? digest.toString('hex').slice(0, 16) : null };
  }
}
