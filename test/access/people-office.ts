import { randomUUID } from 'node:crypto';
import type { Post } from '@bofu/kernel';
import { bareOfficeOverHttp, type Answer, type OfficeOptions, type OfficeUnderTest } from '../e2e/office-over-http';

export const PASSWORD = 'persimmon-on-the-wall';
export const PEOPLE_POSTS = [
  'clerk',
  'reviewer',
  'approver',
  'cashier',
  'supervisor',
  'auditor',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const satisfies readonly Post[];
export type PeoplePost = (typeof PEOPLE_POSTS)[number];

/** How an agency stands to the one on whose books everybody here holds a post. */
export const RELATIONS = ['own', 'parent', 'sibling', 'child', 'none'] as const;
export type Relation = (typeof RELATIONS)[number];

/** Somebody's browser: it keeps the cookies it is given. */
export interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export function browserAt(address: string): Browser {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    // One request a connection: a server that was kept busy may have let go of one that was kept.
    const headers = {
      ...(init.headers as Record<string, string>),
      ...(cookie !== '' && { cookie }),
      connection: 'close',
    };
    const response = await fetch(`${address}${path}`, { ...init, headers });
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';', 1)[0] ?? '').split(/=(.*)/s);
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const isStream = (response.headers.get('content-type') ?? '').startsWith('text/event-stream');
    if (isStream) await response.body?.cancel();
    const text = isStream ? '' : await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    const body = (text === '' || !isJson ? {} : JSON.parse(text)) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body };
  };
  return {
    cookies,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, body, headers = {}) =>
      send(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
      }),
  };
}

export interface OfficeOfPeople {
  readonly over: OfficeUnderTest;
  readonly agencies: Readonly<Record<Relation, string>>;
  /** Whoever holds that post, signed in. */
  readonly as: Readonly<Record<PeoplePost, Browser>>;
  readonly personOf: Readonly<Record<PeoplePost, string>>;
  /** The other security administrator. */
  readonly secondAdministrator: Browser;
  readonly secondAdministratorId: string;
  /** Proposed by one, confirmed by the other. */
  grant(personId: string, post: PeoplePost, more?: object): Promise<string>;
}

async function ok(answer: Promise<Answer>): Promise<Record<string, unknown>> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

export async function signIn(address: string, login: string, password = PASSWORD): Promise<Browser> {
  const browser = browserAt(address);
  await ok(browser.post('/v1/session', { login, password }));
  return browser;
}

/**
 * Five agencies, founded in single-person mode as ever; then two administrators by their links, and one person for
 * each post on the books of one of the five, all of it by the interface.
 */
export async function officeOfPeople(options: Partial<OfficeOptions> = {}): Promise<OfficeOfPeople> {
  const over = await bareOfficeOverHttp('memory', { actor: '王', ...options });
  const { address } = over;
  const facts = (code: string, parentAgencyId: string | null) => ({
    code,
    name: `部门 ${code}`,
    regionCode: '130607',
    regionName: '保定市满城区',
    parentAgencyId,
    effectiveOn: '2015-01-01',
  });
  const first = { 'bofu-actor': '' };
  const parent = String((await ok(over.post('/v1/agencies', facts('100', null), first)))['agencyId']);
  await ok(over.post('/v1/people', { name: '王', number: null, kind: 'person' }, first));
  const agency = async (code: string, above: string | null) =>
    String((await ok(over.post('/v1/agencies', facts(code, above), { 'bofu-agency': parent })))['agencyId']);
  const own = await agency('110', parent);
  const agencies = {
    own,
    parent,
    sibling: await agency('120', parent),
    child: await agency('111', own),
    none: await agency('900', null),
  };

  const links = await over.office.signIn.administratorLinks();
  const administrators: Browser[] = [];
  for (const [at, link] of links.entries()) {
    const who = { link, name: `安全${at}`, number: null, login: `security${at}`, password: PASSWORD };
    await ok(browserAt(address).post('/v1/administrators', who));
    administrators.push(await signIn(address, `security${at}`));
  }
  const [anan, bao] = administrators as [Browser, Browser];
  const idOf = async (browser: Browser) =>
    (((await browser.get('/v1/session')).body['signedIn'] ?? {}) as { personId: string }).personId;

  const isAdministrator = (post: PeoplePost) => post.endsWith('-administrator');
  const grant: OfficeOfPeople['grant'] = async (personId, post, more = {}) => {
    const { grantId } = await ok(
      anan.post('/v1/grants', {
        personId,
        post,
        onAgencyId: isAdministrator(post) ? null : own,
        from: '2020-01-01',
        until: post === 'auditor' ? '2099-12-31' : null,
        delegatorId: null,
        reason: '岗位安排',
        ...more,
      }),
    );
    await ok(bao.post(`/v1/grants/${String(grantId)}/confirmation`, {}));
    return String(grantId);
  };

  // While one person still does everything, everybody else is put on record.
  const personOf = { 'security-administrator': await idOf(anan) } as Record<PeoplePost, string>;
  const others = PEOPLE_POSTS.filter((post) => post !== 'security-administrator');
  for (const post of others) {
    const founding = post === 'clerk' ? first : { 'bofu-actor': personOf.clerk };
    const person = { name: `人${post}`, number: null, kind: 'person' };
    const { personId } = await ok(over.post('/v1/people', person, { 'bofu-agency': own, ...founding }));
    personOf[post] = String(personId);
  }
  const as = { 'security-administrator': anan } as Record<PeoplePost, Browser>;
  for (const post of others) {
    const { link } = await ok(anan.post('/v1/accounts', { personId: personOf[post], login: post }));
    await ok(browserAt(address).post('/v1/password-settings', { link, password: PASSWORD }));
    await grant(personOf[post], post);
    as[post] = await signIn(address, post);
  }
  const secondAdministratorId = await idOf(bao);
  return { over, agencies, as, personOf, secondAdministrator: bao, secondAdministratorId, grant };
}
