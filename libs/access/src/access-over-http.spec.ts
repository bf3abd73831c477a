import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { EventStore } from '@bofu/event-store';
import { ActingPersons, createHttpAdapter, HttpModule } from '@bofu/http';
import type { ProjectionRunner, RecordedTime } from '@bofu/read-model';
import { MemoryIdempotencyKeys } from '../../http/testing/memory-idempotency-keys';
import { county } from '../testing/access-examples';
import { openAccess, type Access } from '../testing/access-office';
import { AccessModule } from './access.module';
import { accessRefusals } from './access-refusals';
import { Directory } from './directory/directory';
import { Installation } from './installation';
import { SelectedBooks } from './selected-books';

let access: Access;
let app: NestFastifyApplication;
let base: string;
const keys = new MemoryIdempotencyKeys();
const firstKey = { 'idempotency-key': randomUUID() };

beforeAll(async () => {
  access = await openAccess();
  const clock = { now: () => '2021-03-01T09:00:00.000+08:00' };
  const selected = new SelectedBooks({} as ProjectionRunner, {} as RecordedTime, access.directory, clock, access.store);
  const providers = [
    { provide: SelectedBooks, useValue: selected },
    { provide: EventStore, useValue: access.store },
    { provide: Directory, useValue: access.directory },
    { provide: Installation, useValue: access.installation },
    { provide: ActingPersons, useValue: access.persons },
  ];
  class Parts {}
  class Whole {}
  const parts = { module: Parts, global: true, providers, exports: providers.map(({ provide }) => provide) };
  const http = HttpModule.forRoot({
    catalogues: [accessRefusals],
    clock,
    idempotencyKeys: keys,
  });
  app = await NestFactory.create<NestFastifyApplication>(
    { module: Whole, imports: [parts, CqrsModule.forRoot(), { ...http, global: true }, AccessModule] },
    createHttpAdapter(),
    { logger: false },
  );
  await app.listen(0);
  base = `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}`;
});
afterAll(async () => {
  await app?.close();
  await access?.close();
});

/** What is looked at by name in these answers is text. */
type Body = Record<string, string>;

async function post(path: string, body: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Body };
}
async function get(path: string) {
  const answer = await fetch(`${base}${path}`);
  return { status: answer.status, items: ((await answer.json()) as { items: Body[] }).items };
}
const by = (actor: string) => ({ 'bofu-actor': encodeURIComponent(actor) });
const wang = { name: '王经办', number: '0001', kind: 'person' };

describe('an office begins', () => {
  let agencyId: string | undefined;
  let personId: string | undefined;

  it('refuses everything but its first agency', async () => {
    expect((await post('/v1/units', {}, by('王经办'))).body).toMatchObject({ code: 'agency-required' });
    expect((await post('/v1/people', wang)).body).toMatchObject({ code: 'agency-required' });
    expect((await post('/v1/units', {})).body).toMatchObject({ code: 'actor-missing' });
  });

  it('registers an agency and its first person without anybody being named', async () => {
    const agency = await post('/v1/agencies', county, firstKey);
    expect(agency.status).toBe(201);
    ({ agencyId } = agency.body);
    const person = await post('/v1/people', wang, firstKey);
    expect(person.status).toBe(201);
    ({ personId } = person.body);
    const { events } = await access.store.readStream(`agency-${agencyId}` as never);
    expect(events[0]?.data).toMatchObject({ agencyId, by: { personId, mode: 'single-person', channel: 'service' } });
    expect((await get(`/v1/people?minPosition=${person.body['position']}`)).items).toEqual([
      expect.objectContaining({ agencyId, kind: 'service', name: '后台任务' }),
      { personId, agencyId, ...wang, revision: 'rev-0' },
    ]);
  });

  it('answers these registrations again alike, also where the table of keys has lost it', async () => {
    for (const lost of [false, true]) {
      if (lost) keys.rows.clear();
      expect(await post('/v1/agencies', county, firstKey)).toMatchObject({ status: 201, body: { agencyId } });
      expect(await post('/v1/people', wang, firstKey)).toMatchObject({ status: 201, body: { personId } });
    }
  });

  it('needs somebody named from then on, who is on record', async () => {
    const unit = { code: '370001', name: '本级', nature: '行政', fundingForm: '财政拨款', openedOn: '2018-01-01' };
    expect((await post('/v1/people', { ...wang, name: '赵' })).body).toMatchObject({ code: 'actor-needed' });
    const unknown = await post('/v1/units', unit, by('孙'));
    expect(unknown).toMatchObject({ status: 422, body: { code: 'person-unknown', facts: { actor: '孙' } } });
    expect(unknown.body['title']).toBe('本部门没有登记“孙”，请先登记人员再办理');

    const registered = await post('/v1/units', unit, by('王经办'));
    expect(registered.status).toBe(201);
    const { unitId } = registered.body;
    const { items } = await get(`/v1/units?agency=370&asOf=2021-01-01&minPosition=${registered.body['position']}`);
    expect(items).toEqual([{ unitId, agencyId, ...unit, closedOn: null, revision: 'rev-0' }]);

    const change = { ...unit, name: '机关', effectiveOn: '2020-01-01', reason: '更名', openedOn: undefined };
    expect((await post(`/v1/units/${unitId}/changes`, change, by('0001'))).status).toBe(200);
    const closure = { closedOn: '2022-01-01', reason: '撤销' };
    const closed = await post(`/v1/units/${unitId}/closure`, closure, by('0001'));
    expect((await get(`/v1/units?minPosition=${closed.body['position']}`)).items).toMatchObject([
      { name: '机关', closedOn: '2022-01-01', revision: 'rev-2' },
    ]);
  });

  it('asks back about a name, changes an agency, sets a clearing window and takes over', async () => {
    const same = { ...wang, number: '0009' };
    expect(await post('/v1/people', same, by('0001'))).toMatchObject({
      status: 409,
      body: { code: 'person-name-taken', facts: { personId, number: '0001' } },
    });
    expect((await post('/v1/people', { ...same, confirmedSameName: true }, by('0001'))).status).toBe(201);
    expect((await post('/v1/units', {}, by('王经办'))).body).toMatchObject({ code: 'person-ambiguous' });
    expect((await post(`/v1/people/${personId}/names`, { name: '王晓' }, by('0001'))).status).toBe(200);

    const path = `/v1/agencies/${agencyId}`;
    const changed = { ...county, regionCode: '130607', effectiveOn: '2015-04-28', reason: '撤县设区' };
    expect((await post(`${path}/changes`, changed, by('0001'))).status).toBe(200);
    const window = { fiscalYear: 2021, until: '2022-01-10', reason: '清算' };
    expect((await post(`${path}/clearing-windows`, window, by('0001'))).status).toBe(200);
    const large = { amount: '200000.00', effectiveOn: '2021-03-01', reason: '内控要求' };
    expect((await post(`${path}/large-payment`, large, by('0001'))).status).toBe(200);
    const opened = await post(`${path}/backfill`, { reason: '6 月启用' }, by('0001'));
    expect(opened.status).toBe(200);
    expect((await get(`/v1/agencies?minPosition=${opened.body['position']}`)).items).toMatchObject([
      { backfill: { reason: '6 月启用' } },
    ]);
    expect((await post(`${path}/backfill/closing`, {}, by('0001'))).status).toBe(200);
    expect((await get('/v1/agencies?asOf=2015-04-27')).items).toMatchObject([{ regionCode: '130621' }]);
    const { position } = (await post('/v1/agencies', { ...county, code: '380' }, by('0001'))).body;
    const { items } = await get(`/v1/agencies?minPosition=${position}`);
    expect(items).toMatchObject([
      { agencyId, regionCode: '130607', singlePersonMode: true, succeededOn: null, backfill: null },
      { code: '380' },
    ]);

    expect((await post('/v1/units', {}, by('0001'))).body).toMatchObject({ code: 'agency-required' });
    const successor = { successorAgencyIds: [items[1]?.['agencyId']], effectiveOn: '2021-01-01', reason: '合并' };
    const named = { ...by('0001'), 'bofu-agency': '370' };
    expect((await post(`${path}/succession`, successor, named)).status).toBe(200);
  });
});
