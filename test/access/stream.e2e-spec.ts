import { setTimeout as delay } from 'node:timers/promises';
import { bareOfficeOverHttp } from '../e2e/office-over-http';
import { browserAt, officeOfPeople, PASSWORD, signIn, type Browser, type OfficeOfPeople } from './people-office';
import { listenTo, type Heard, type StreamListener } from './stream-listener';

const YEAR = new Date(Date.now() + 8 * 3600_000).getUTCFullYear();
let office: OfficeOfPeople;
let neighbour: Browser;
const open: StreamListener[] = [];

beforeAll(async () => {
  office = await officeOfPeople();
  const [anan, sys] = [office.as['security-administrator'], office.as['system-administrator']];
  const person = { name: '邻经办', number: null, kind: 'person' };
  const { personId } = (await sys.post('/v1/people', person, { 'bofu-agency': office.agencies.sibling })).body;
  const { link } = (await anan.post('/v1/accounts', { personId, login: 'neighbour' })).body;
  await browserAt(office.over.address).post('/v1/password-settings', { link, password: PASSWORD });
  await office.grant(String(personId), 'clerk', { onAgencyId: office.agencies.sibling });
  neighbour = await signIn(office.over.address, 'neighbour');
  // What all this was told as belongs to nobody's test.
  await office.over.caughtUp();
  await delay(500);
}, 120_000);
afterEach(async () => {
  for (const stream of open.splice(0)) await stream.close();
});
afterAll(() => office?.over.close());

async function listen(browser: Browser, headers: Record<string, string> = {}): Promise<StreamListener> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const stream = await listenTo(office.over.address, { cookie, ...headers });
  open.push(stream);
  if (stream.status === 200) await stream.until(({ event }) => event === 'listening');
  return stream;
}

let entered = 0;
async function enter(clerk: Browser): Promise<void> {
  entered += 1;
  const content = {
    ...{ fiscalYear: YEAR, programmeCode: `13060721LX2026STREAM${entered}`, programmeName: '零星补助' },
    ...{ unitCode: '110001', unitName: '本级', fundingLevel: 'district', fundingLevelBasis: 'stated' },
    ...{ budgetType: 'general-public', documentNumber: null, issuedAs: 'regular' },
    ...{ amount: '500000.00', effectiveOn: `${YEAR}-01-05` },
  };
  const paper = { title: '下达', entries: [{ type: 'issue-appropriation', content }] };
  const { status, body } = await clerk.post('/v1/papers', paper);
  expect([status, body['title']]).toEqual([201, undefined]);
}
const tells = (topic: string) => (heard: Heard) => ((heard.data['changed'] ?? []) as string[]).includes(topic);
const told = ({ heard }: StreamListener) => heard.flatMap(({ data }) => (data['changed'] ?? []) as string[]);

describe('the live stream', () => {
  it('tells of a change whoever may read it, and only her, when it can be read', async () => {
    const [clerk, next, system] = [
      await listen(office.as.clerk),
      await listen(neighbour),
      await listen(office.as['system-administrator']),
    ];
    await enter(office.as.clerk);
    const { id } = await clerk.until(tells('papers'));
    expect(id).toBe(await office.over.office.store.head());
    const { items } = (await office.as.clerk.get('/v1/papers')).body as { items: object[] };
    expect(items).toHaveLength(entered);
    // What they may hear of comes after, so that the silence before it is one.
    await enter(neighbour);
    await next.until(tells('papers'));
    const person = { name: '新人', number: null, kind: 'person' };
    const { status } = await office.as['system-administrator'].post('/v1/people', person, {
      'bofu-agency': office.agencies.own,
    });
    expect(status).toBe(201);
    await system.until(tells('office'));
    await clerk.until(tells('office'));
    expect([told(clerk), told(next), told(system)]).toEqual([['papers', 'office'], ['papers'], ['office']]);
    expect(clerk.heard.filter(({ data }) => JSON.stringify(data).includes('500000'))).toEqual([]);
  });

  it('tells who was away what came since, and everything where that cannot be told', async () => {
    const clerk = await listen(office.as.clerk);
    await enter(office.as.clerk);
    const { id } = await clerk.until(tells('papers'));
    await clerk.close();
    await enter(neighbour);
    await enter(office.as.clerk);
    const first = await listen(office.as.clerk);
    await enter(office.as.clerk);
    const head = await office.over.office.store.head();
    await first.until(({ id: at }) => at === head);

    const back = await listen(office.as.clerk, { 'last-event-id': String(id) });
    const missed = await back.until(({ event }) => event === 'changed');
    expect(missed.data).toEqual({ changed: ['papers'] });
    const upToDate = await listen(office.as.clerk, { 'last-event-id': String(missed.id) });
    for (const never of ['0', 'x', `9${String(id).slice(1)}`]) {
      const lost = await listen(office.as.clerk, { 'last-event-id': never });
      expect(told(await lost.until(({ event }) => event === 'changed').then(() => lost))).toContain('payments');
      await lost.close();
    }
    expect(told(upToDate)).toEqual([]);
  });

  it('ends within a second or so of the session or the right', async () => {
    const { address } = office.over;
    const anan = office.as['security-administrator'];
    const grantId = await office.grant(office.personOf.reviewer, 'clerk', { onAgencyId: office.agencies.child });
    const [reviewer, cashier, clerk] = [
      await listen(office.as.reviewer),
      await listen(office.as.cashier),
      await listen(office.as.clerk),
    ];
    expect((await anan.post(`/v1/grants/${grantId}/revocation`, { reason: '期满' })).status).toBe(200);
    expect((await office.as.cashier.post('/v1/session/end', {})).status).toBe(200);
    const began = Date.now();
    expect((await reviewer.until(({ event }) => event === 'ended')).data).toEqual({ why: 'rights' });
    expect((await cashier.until(({ event }) => event === 'ended')).data).toEqual({ why: 'session' });
    expect(Date.now() - began).toBeLessThan(2_500);
    await delay(100);
    expect([reviewer.ended, cashier.ended, clerk.ended]).toEqual([true, true, false]);
    office.as.cashier.cookies.clear();
    expect((await listen(office.as.cashier)).status).toBe(401);
    (office.as as Record<string, Browser>)['cashier'] = await signIn(address, 'cashier');
  });

  it('opens so many times for one person, and no more', async () => {
    for (let at = 0; at < 6; at += 1) expect((await listen(office.as.auditor)).status).toBe(200);
    expect((await listen(office.as.auditor)).status).toBe(429);
    await open.at(-2)?.close();
    await delay(50);
    expect((await listen(office.as.auditor)).status).toBe(200);
    expect((await listen(office.as.supervisor)).status).toBe(200);
  });
});

it('in single-person mode the one who works alone hears everything, until people sign in', async () => {
  const over = await bareOfficeOverHttp('memory', { actor: '王' });
  const stream = await listenTo(over.address);
  try {
    await stream.until(({ event }) => event === 'listening');
    const facts = { code: '100', name: '局', regionCode: '130607', regionName: '满城区', parentAgencyId: null };
    await over.post('/v1/agencies', { ...facts, effectiveOn: '2015-01-01' }, { 'bofu-actor': '' });
    await stream.until(tells('office'));
  } finally {
    const closing = over.close();
    expect((await stream.until(({ event }) => event === 'ended')).data).toEqual({ why: 'stopping' });
    await closing;
  }
}, 30_000);
