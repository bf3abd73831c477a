import { parseBusinessDate, Refusal } from '@bofu/kernel';
import { acting } from '../../access/testing/access-office';
import { ELSEWHERE, GOOD, HERE, openSignIn, type SignInOffice } from '../testing/sign-in-office';
import { PAUSE_MINUTES, TRIES } from './attempts';
import { sealedLogAggregate, sealSignInLog } from './sealed-log';
import { IDLE_MINUTES, LONGEST_HOURS } from './sessions';
import { firstBrokenLine, lastLineBy, readLog } from './sign-in-log';

let office: SignInOffice;
beforeEach(async () => (office = await openSignIn()));
afterEach(() => office.close());

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code;
      throw error;
    },
  );
const enter = (login = 'wang', password = GOOD, from = HERE) => office.signIn.signIn({ login, password }, from);
const whose = async (secret: string) => (await office.signIn.sessionOf(secret))?.login ?? null;
const logged = async () => (await readLog(office.database, null, 200)).map(({ kind }) => kind).toReversed();

describe('an account', () => {
  it('has no password until its owner sets one by her link', async () => {
    const { personId } = await office.access.registerPerson(office.agencyId, { name: '王经办' });
    await office.access.upToNow();
    const { link } = await office.signIn.createAccount(personId, { personId, login: 'wang' }, 'here');
    for (const guess of ['', 'wang', GOOD]) expect(await codeOf(enter('wang', guess))).toBe('sign-in-refused');
    expect(await codeOf(office.signIn.setPasswordByLink(link, 'short', 'here'))).toBe('password-too-short');
    await office.signIn.setPasswordByLink(link, GOOD, 'here');
    expect(await codeOf(office.signIn.setPasswordByLink(link, `${GOOD} again`, 'here'))).toBe('link-unusable');
    expect(await codeOf(enter())).toBe('done');
  });
  it('is one for a person and a login, however the login is written', async () => {
    const { personId } = await office.account('王经办', 'Wang');
    expect(await codeOf(enter('ＷＡＮＧ '))).toBe('done');
    const again = (id: string, login: string) => codeOf(office.signIn.createAccount(id, { personId: id, login }, ''));
    expect(await again(personId, 'other')).toBe('account-exists');
    const { personId: li } = await office.access.registerPerson(office.agencyId, { name: '李复核' });
    await office.access.upToNow();
    expect(await again(li, 'WANG')).toBe('login-taken');
  });
  it('is not for a program, nor for somebody who is not on record', async () => {
    const { personId } = await office.access.registerPerson(office.agencyId, { name: '接口', kind: 'service' });
    await office.access.upToNow();
    const create = (id: string) => codeOf(office.signIn.createAccount(id, { personId: id, login: 'x' }, ''));
    expect(await create(personId)).toBe('account-of-a-service');
    expect(await create('00000000-0000-4000-8000-000000000009')).toBe('account-needs-person');
  });
  it('that is disabled ends its session and opens no other, in the words of a wrong password', async () => {
    const { accountId } = await office.account('王经办', 'wang');
    const { secret } = await enter();
    await office.signIn.disableAccount('00000000-0000-4000-8000-000000000001', accountId, '调离', 'here');
    expect(await whose(secret)).toBeNull();
    expect(await codeOf(enter())).toBe('sign-in-refused');
  });
  it('keeps of password, session, device and links nothing that lets anybody in', async () => {
    await office.account('王经办', 'wang');
    const { secret, device } = await enter();
    const tables = ['account', 'session', 'device', 'one_time_link', 'attempt', 'log'];
    const kept = await Promise.all(
      tables.map((table) => office.database.query(`select t::text from sign_in.${table} t`)),
    );
    const text = JSON.stringify(kept);
    expect(text).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    for (const known of [GOOD, secret, device ?? '?']) expect(text).not.toContain(known);
  });
});

describe('a session', () => {
  beforeEach(() => office.account('王经办', 'wang'));

  it('has a secret of its own, whatever was brought along', async () => {
    const first = await enter();
    const second = await enter('wang', GOOD, { address: '10.0.0.1', deviceSecret: first.secret });
    expect(second.secret).not.toBe(first.secret);
    expect(await whose('a-secret-somebody-else-made-up-before')).toBeNull();
  });
  it('is one at a time: a new one ends the one before', async () => {
    const first = await enter();
    const second = await enter();
    expect(await Promise.all([whose(first.secret), whose(second.secret)])).toEqual([null, 'wang']);
  });
  it('is over after signing out', async () => {
    const { secret } = await enter();
    const session = await office.signIn.sessionOf(secret);
    await office.signIn.signOut(session!, 'here');
    expect(await whose(secret)).toBeNull();
  });
  it('is over when nobody has used it for a while, and goes on while it is used', async () => {
    const { secret } = await enter();
    for (let used = 0; used < 4; used += 1) {
      office.after(IDLE_MINUTES - 1);
      expect(await whose(secret)).toBe('wang');
    }
    office.after(IDLE_MINUTES + 0.1);
    expect(await whose(secret)).toBeNull();
    // Not taken up again by asking.
    expect(await whose(secret)).toBeNull();
  });
  it('is over at the end of a working day, however busy', async () => {
    const { secret } = await enter();
    for (let minutes = 0; minutes < LONGEST_HOURS * 60 - 10; minutes += 10) {
      office.after(10);
      expect(await whose(secret)).toBe('wang');
    }
    office.after(10.1);
    expect(await whose(secret)).toBeNull();
  });
  it('is over when the password is changed, but for the one that changed it, under a new secret', async () => {
    const { secret } = await enter();
    const session = (await office.signIn.sessionOf(secret))!;
    const change = (current: string, next: string) => office.signIn.changePassword(session, { current, next }, HERE);
    expect(await codeOf(change('not my password', `${GOOD} again`))).toBe('password-wrong');
    expect(await codeOf(change(GOOD, 'password1234'))).toBe('password-known');
    const after = await change(GOOD, `${GOOD} again`);
    expect(await Promise.all([whose(secret), whose(after)])).toEqual([null, 'wang']);
    expect(await codeOf(enter())).toBe('sign-in-refused');
    expect(await codeOf(enter('wang', `${GOOD} again`))).toBe('done');
  });
});

describe('the password once more', () => {
  beforeEach(() => office.account('王经办', 'wang'));
  const open = async () => {
    const { secret } = await enter();
    return { secret, session: (await office.signIn.sessionOf(secret))! };
  };

  it('goes on with the session under another secret, proven now', async () => {
    const { secret, session } = await open();
    office.after(10);
    const renewed = await office.signIn.proveAnew(session, GOOD, HERE);
    expect(await whose(secret)).toBeNull();
    const after = (await office.signIn.sessionOf(renewed))!;
    expect([after.sessionId, after.openedAt]).toEqual([session.sessionId, session.openedAt]);
    expect(after.provenAt.getTime() - session.provenAt.getTime()).toBe(10 * 60_000);
    expect(await logged()).toContain('stepped-up');
  });
  it('that is wrong changes nothing, and counts as a wrong try at the door does', async () => {
    const { secret, session } = await open();
    for (let at = 0; at < TRIES; at += 1)
      expect(await codeOf(office.signIn.proveAnew(session, `wrong ${at}`, HERE))).toBe('password-wrong');
    expect(await codeOf(office.signIn.proveAnew(session, GOOD, HERE))).toBe('sign-in-paused');
    expect(await whose(secret)).toBe('wang');
    expect((await logged()).filter((kind) => kind === 'sign-in-refused')).toHaveLength(TRIES);
  });
  it('opens no session that is over', async () => {
    const { secret, session } = await open();
    await office.signIn.signOut(session, 'here');
    const renewed = await office.signIn.proveAnew(session, GOOD, HERE);
    expect(await Promise.all([whose(secret), whose(renewed)])).toEqual([null, null]);
  });
  it('is told of beside where each session was opened from', async () => {
    await open();
    office.after(1);
    const { session } = await open();
    expect((await office.signIn.sessionsOf(session)).map((each) => [each.address, each.open])).toEqual([
      [HERE.address, true],
      [HERE.address, false],
    ]);
  });
});

describe('wrong tries', () => {
  beforeEach(() => office.account('王经办', 'wang'));
  const fail = async (times: number, login = 'wang', from = HERE) => {
    const codes = [];
    for (let at = 0; at < times; at += 1) codes.push(await codeOf(enter(login, `wrong password ${at}`, from)));
    return codes;
  };

  it.each(['wang', 'nobody-of-this-name'])('of %s pause their source after so many, for a while', async (login) => {
    expect(await fail(TRIES + 2, login)).toEqual([
      ...Array<string>(TRIES).fill('sign-in-refused'),
      'sign-in-paused',
      'sign-in-paused',
    ]);
    office.after(PAUSE_MINUTES + 1);
    expect(await codeOf(enter(login, 'wrong again'))).toBe('sign-in-refused');
  });
  it('pause the right password too, from there', async () => {
    await fail(TRIES);
    expect(await codeOf(enter())).toBe('sign-in-paused');
  });
  it('are counted one by one, however many come at once', async () => {
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, at) => codeOf(enter('wang', `wrong ${at} password`))),
    );
    expect(codes.filter((code) => code === 'sign-in-refused')).toHaveLength(TRIES);
    expect(codes.filter((code) => code === 'sign-in-paused')).toHaveLength(20 - TRIES);
  });
  it('from elsewhere keep nobody out of her own account', async () => {
    const { device } = await enter();
    await fail(TRIES + 5, 'wang', ELSEWHERE);
    expect(await codeOf(enter('wang', GOOD, ELSEWHERE))).toBe('sign-in-paused');
    expect(await codeOf(enter('wang', GOOD, { address: HERE.address, deviceSecret: null }))).toBe('done');
    // Nor from behind the very same address, for a browser that she has come in by before.
    expect(await codeOf(enter('wang', GOOD, { address: ELSEWHERE.address, deviceSecret: device }))).toBe('done');
  });
  it('from everywhere at once pause strangers, not a browser she has come in by before', async () => {
    const { device } = await enter();
    await office.database.query(
      `insert into sign_in.attempt (login_digest, source, at)
       select sha256('wang'), '10.1.1.' || n, $1 from generate_series(1, 100) n`,
      [office.now()],
    );
    expect(await codeOf(enter('wang', GOOD, { address: '10.2.2.2', deviceSecret: null }))).toBe('sign-in-paused');
    expect(await codeOf(enter('wang', GOOD, { address: '10.2.2.2', deviceSecret: device }))).toBe('done');
  });
  it('are forgotten once the right one comes', async () => {
    await fail(TRIES - 1);
    await enter();
    expect(await fail(TRIES)).toEqual(Array<string>(TRIES).fill('sign-in-refused'));
  });
  it('with a device of another account are a stranger’s', async () => {
    await office.account('李复核', 'li');
    const { device } = await enter('li');
    await fail(TRIES, 'wang', HERE);
    expect(await codeOf(enter('wang', GOOD, { address: HERE.address, deviceSecret: device }))).toBe('sign-in-paused');
  });
});

describe('links for administrators', () => {
  const founder = (login: string) => ({ login, password: GOOD, name: `管理员${login}`, number: null });

  it('are two, each for one administrator, and none once there are two', async () => {
    const links = await office.signIn.administratorLinks();
    expect(links).toHaveLength(2);
    for (const [at, link] of links.entries()) await office.signIn.foundAdministrator(link, founder(`a${at}`), 'here');
    await office.access.upToNow();
    expect(await office.signIn.administratorLinks()).toEqual([]);
    expect(await codeOf(enter('a0'))).toBe('done');
    expect(await codeOf(office.signIn.foundAdministrator(links[0] ?? '', founder('a9'), 'here'))).toBe('link-unusable');
  });
  it('that were printed again replace those before', async () => {
    const [old = ''] = await office.signIn.administratorLinks();
    const [renewed = ''] = await office.signIn.administratorLinks();
    expect(await codeOf(office.signIn.foundAdministrator(old, founder('a1'), 'here'))).toBe('link-unusable');
    expect(await codeOf(office.signIn.foundAdministrator(renewed, founder('a1'), 'here'))).toBe('done');
  });
  it('leave nothing behind where they are refused, and can be used then', async () => {
    await office.account('王经办', 'wang');
    const [link = ''] = await office.signIn.administratorLinks();
    expect(await codeOf(office.signIn.foundAdministrator(link, founder('wang'), 'here'))).toBe('login-taken');
    expect(await codeOf(office.signIn.foundAdministrator(link, { ...founder('a1'), password: 'x' }, 'here'))).toBe(
      'password-too-short',
    );
    expect(await codeOf(office.signIn.foundAdministrator(link, founder('a1'), 'here'))).toBe('done');
  });
  it('end after three days', async () => {
    const [link = ''] = await office.signIn.administratorLinks();
    office.after(72 * 60 + 1);
    expect(await codeOf(office.signIn.foundAdministrator(link, founder('a1'), 'here'))).toBe('link-unusable');
  });
});

describe('a token', () => {
  it('is a program’s until it ends or is taken away', async () => {
    const { personId } = await office.access.registerPerson(office.agencyId, { name: '接口', kind: 'service' });
    const { personId: wang } = await office.account('王经办', 'wang');
    const issue = (id: string) =>
      office.signIn.issueToken(wang, { personId: id, expiresAt: '2021-04-01T00:00:00+08:00' }, '');
    expect(await codeOf(issue(wang))).toBe('token-needs-service');
    const [one, other] = [await issue(personId), await issue(personId)];
    expect(await office.signIn.personOfToken(one.token)).toBe(personId);
    await office.signIn.revokeToken(wang, one.tokenId, '');
    expect(await office.signIn.personOfToken(one.token)).toBeNull();
    expect(await office.signIn.personOfToken(other.token)).toBe(personId);
    office.after(40 * 24 * 60);
    expect(await office.signIn.personOfToken(other.token)).toBeNull();
  });
});

describe('the log', () => {
  it('has a line for each, and each line seals the one before', async () => {
    await office.account('王经办', 'wang');
    await codeOf(enter('wang', 'wrong password 1'));
    const { secret } = await enter();
    await office.signIn.signOut((await office.signIn.sessionOf(secret))!, 'here');
    expect(await logged()).toEqual([
      'account-created',
      'link-issued',
      'password-set',
      'sign-in-refused',
      'signed-in',
      'signed-out',
    ]);
    expect(await firstBrokenLine(office.database)).toBeNull();
    expect(await lastLineBy(office.database, '2021-02-28')).toBeNull();
    expect(await lastLineBy(office.database, '2021-03-01')).toMatchObject({ n: '6' });
  });
  it('is added to only, and shows where somebody has changed it all the same', async () => {
    await office.account('王经办', 'wang');
    const change = `update sign_in.log set detail = 'x' where n = 2`;
    await expect(office.database.query(change)).rejects.toThrow('never changed');
    await expect(office.database.query('delete from sign_in.log')).rejects.toThrow('never changed');
    await expect(office.database.query('truncate sign_in.log')).rejects.toThrow('never changed');
    await office.database.query('alter table sign_in.log disable trigger added_to_only');
    await office.database.query(change);
    expect(await firstBrokenLine(office.database)).toBe('2');
  });
  it('is read in its own order, however long it is', async () => {
    await office.account('王经办', 'wang');
    for (let at = 0; at < 5; at += 1)
      await office.signIn.signOut((await office.signIn.sessionOf((await enter()).secret))!, '');
    const lines = (await readLog(office.database, null, 200)).map(({ n }) => Number(n));
    expect(lines).toEqual(Array.from({ length: 13 }, (_, at) => 13 - at));
    expect((await readLog(office.database, '10', 2)).map(({ n }) => n)).toEqual(['9', '8']);
    expect(await firstBrokenLine(office.database)).toBeNull();
    expect(await lastLineBy(office.database, '2021-03-01')).toMatchObject({ n: '13' });
  });
  it('has its digest on record once a day', async () => {
    await office.account('王经办', 'wang');
    const { store, installation } = office.access;
    const sealing = { store, database: office.database, rootAgencyId: installation.rootAgencyId };
    expect(await sealSignInLog(sealing, acting('A'), parseBusinessDate('2021-02-28'))).toBeNull();
    const last = await sealSignInLog(sealing, acting('A'), parseBusinessDate('2021-03-01'));
    await sealSignInLog(sealing, acting('B'), parseBusinessDate('2021-03-01'));
    const { stream } = sealedLogAggregate(installation.rootAgencyId);
    const events = (await store.readStream(stream)).events.map(({ data }) => [data['line'], data['hash']]);
    expect(events).toEqual([[last?.n, last?.hash]]);
  });
  it('stands on the disk before it is told', async () => {
    expect(await office.database.query('show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
  });
});
