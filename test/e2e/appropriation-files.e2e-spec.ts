import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pdf } from '../../libs/attachment/testing/example-files';
import { officeOfPeople, type Browser, type OfficeOfPeople } from '../access/people-office';
import { bareOfficeOverHttp, type Answer, type OfficeUnderTest } from './office-over-http';

let now = '2021-03-01T10:00:00.000+08:00';
const clock = { now: () => now };
const TERMS = {
  ...{ fiscalYear: 2021, unitCode: '110001', unitName: '本级', fundingLevel: 'district', fundingLevelBasis: 'stated' },
  ...{ budgetType: 'general-public', documentNumber: null, issuedAs: 'regular', effectiveOn: '2021-03-01' },
};
const codeOf = ({ status, body }: Answer) => [status, body['code']];
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const named = (bytes: Uint8Array, name = '指标文.pdf') => ({ kind: 'document', name, digest: digestOf(bytes) });

async function send(address: string, bytes: Uint8Array, headers: Record<string, string> = {}, query = '') {
  const answer = await fetch(`${address}/v1/attachment-files${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', connection: 'close', ...headers },
    body: Buffer.from(bytes),
  });
  expect(answer.status).toBe(200);
}

describe('where one person acts for all', () => {
  let office: OfficeUnderTest;
  let agencyId = '';
  const dataDir = mkdtempSync(join(tmpdir(), 'bofu-appropriation-files-'));
  const ids: string[] = [];

  const attachmentsOf = async (id: string, kind = 'appropriation') => {
    const head = String(await office.office.store.head());
    const answer = await office.get(`/v1/attachments?subjectKind=${kind}&subjectId=${id}&minPosition=${head}`);
    return answer.body['items'] as Record<string, unknown>[];
  };
  const issue = (programmeCode: string, more: object = {}, headers: Record<string, string> = {}) =>
    office.post(
      '/v1/appropriations',
      { ...TERMS, programmeCode, programmeName: `项目 ${programmeCode}`, amount: '1000.00', ...more },
      headers,
    );
  const change = async (id: string, act: string, more: object = {}, headers: Record<string, string> = {}) => {
    const head = String(await office.office.store.head());
    const { body } = await office.get(`/v1/appropriations/${id}?minPosition=${head}`);
    return office.post(
      `/v1/appropriations/${id}/${act}`,
      { amount: '10.00', effectiveOn: '2021-03-01', documentNumber: null, reason: '调整', ...more },
      { 'if-match': `"${String(body['revision'])}"`, ...headers },
    );
  };
  const move = (more: object = {}) =>
    office.post('/v1/virements', {
      ...{ from: ids[0], to: ids[1], amount: '1.00', effectiveOn: '2021-03-01', documentNumber: null, reason: '调剂' },
      ...more,
    });
  const demand = (required: boolean, effectiveOn: string) =>
    office.post(`/v1/agencies/${agencyId}/appropriation-files`, { required, effectiveOn, reason: '内控要求' });
  const added = async () =>
    (await office.eventsAfter(null)).filter(({ type }) => type === 'AttachmentAdded').map(({ data }) => data);

  beforeAll(async () => {
    office = await bareOfficeOverHttp('postgres', {
      ...{ actor: '王经办', clock, foundedAt: '2021-01-04T09:00:00.000+08:00', configuration: { dataDir } },
    });
    const bureau = { name: '人社局', regionCode: '130607', regionName: '满城区', effectiveOn: '2015-04-28' };
    const first = { 'bofu-actor': '' };
    agencyId = String(
      (await office.post('/v1/agencies', { ...bureau, code: '370', parentAgencyId: null }, first)).body['agencyId'],
    );
    await office.post('/v1/people', { name: '王经办', number: null, kind: 'person' }, first);
    for (const code of ['13060726YLJ0000000001', '13060726YLJ0000000002']) {
      const answer = await issue(code);
      expect(answer).toMatchObject({ status: 201 });
      ids.push(String(answer.body['appropriationId']));
    }
  }, 120_000);
  afterAll(async () => {
    await office?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('nothing is demanded unless it is set, and a file may come along all the same', async () => {
    const bytes = pdf('% supplement\n');
    await send(office.address, bytes);
    expect(await change(ids[0]!, 'supplements')).toMatchObject({ status: 200 });
    expect(await change(ids[0]!, 'supplements', { files: [named(bytes)] })).toMatchObject({ status: 200 });
    const [one, ...others] = await attachmentsOf(ids[0]!);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ name: '指标文.pdf', kind: 'document', digest: digestOf(bytes), addedBy: '王经办' });
    const opened = await fetch(`${office.address}/v1/attachments/${String(one?.['attachmentId'])}`);
    expect(Buffer.from(await opened.arrayBuffer())).toEqual(bytes);
    expect(await office.get('/v1/audit/verification')).toMatchObject({ body: { sound: true } });
  });

  it('a file that was not sent takes the act with it, and so does one that is named twice', async () => {
    const before = await office.office.store.head();
    const bytes = pdf('% never sent\n');
    expect(codeOf(await change(ids[0]!, 'supplements', { files: [named(bytes)] }))).toEqual([
      409,
      'attachment-file-not-sent',
    ]);
    expect((await change(ids[0]!, 'supplements', { files: [named(bytes), named(bytes)] })).status).toBe(422);
    const many = Array.from({ length: 21 }, (_, at) => named(pdf(`% ${at}\n`)));
    expect((await change(ids[0]!, 'supplements', { files: many })).status).toBe(422);
    expect(await office.office.store.head()).toBe(before);
  });

  it('a name that may hold a number of a person is asked about', async () => {
    const bytes = pdf('% a number\n');
    await send(office.address, bytes);
    const files = [named(bytes, '13800138000.pdf')];
    expect(codeOf(await change(ids[0]!, 'supplements', { files }))).toEqual([409, 'looks-like-personal-data']);
    expect(await change(ids[0]!, 'supplements', { files, confirmation: '扫描仪编号' })).toMatchObject({ status: 200 });
    const stated = { files, confirmation: '扫描仪编号' };
    expect(codeOf(await issue('13060726YLJ0000000005', { files }))).toEqual([409, 'looks-like-personal-data']);
    expect(await issue('13060726YLJ0000000005', stated)).toMatchObject({ status: 201 });
  });

  it('from its day on each of the five acts is refused without a file, and nothing else is', async () => {
    expect(await demand(true, '2021-03-02')).toMatchObject({ status: 200 });
    const acts: (() => Promise<Answer>)[] = [
      () => issue('13060726YLJ0000000003'),
      () => change(ids[0]!, 'supplements'),
      () => change(ids[0]!, 'reductions', { amount: '1.00' }),
      () => change(ids[0]!, 'clawbacks', { amount: '1.00' }),
      () => move(),
    ];
    // Set for tomorrow: today goes on as before.
    for (const act of acts.slice(1)) expect((await act()).status).toBe(200);
    now = '2021-03-02T10:00:00.000+08:00';
    const before = await office.office.store.head();
    for (const act of acts) expect(codeOf(await act())).toEqual([422, 'appropriation-file-required']);
    expect((await change(ids[0]!, 'supplements')).body['title']).toBe(
      '追加须附文件：请先添加文件（如指标文、批复），再登记或提交',
    );
    expect(await office.office.store.head()).toBe(before);
    expect(await change(ids[0]!, 'freezes', { amount: '1.00', documentNumber: undefined })).toMatchObject({
      status: 200,
    });
    expect((await office.get('/v1/agencies')).body['items']).toMatchObject([{ appropriationFilesRequired: true }]);
  });

  it('with a file each of them is recorded, and its file stands where the act does', async () => {
    const bytes = pdf('% for all of them\n');
    await send(office.address, bytes);
    const files = [named(bytes)];
    const issued = await issue('13060726YLJ0000000004', { files });
    expect(issued).toMatchObject({ status: 201 });
    expect(await attachmentsOf(String(issued.body['appropriationId']))).toMatchObject([{ digest: digestOf(bytes) }]);
    for (const act of ['supplements', 'reductions', 'clawbacks'])
      expect(await change(ids[0]!, act, { amount: '1.00', files })).toMatchObject({ status: 200 });
    // One document, several acts: it stands there once.
    const ofIt = async (id: string) => (await attachmentsOf(id)).filter(({ digest }) => digest === digestOf(bytes));
    expect(await ofIt(ids[0]!)).toHaveLength(1);
  });

  it('stands at both sides of a virement', async () => {
    const bytes = pdf('% virement\n');
    await send(office.address, bytes);
    expect(await move({ files: [named(bytes)] })).toMatchObject({ status: 200 });
    for (const id of ids)
      expect((await attachmentsOf(id)).filter(({ digest }) => digest === digestOf(bytes))).toHaveLength(1);
    const [out, back] = (await added()).filter((data) => (data as { digest?: string }).digest === digestOf(bytes));
    expect([out, back]).toMatchObject([{ subject: { id: ids[0] } }, { subject: { id: ids[1] } }]);
  });

  it('asked again with the same key it gives the same answer, and one attachment', async () => {
    const bytes = pdf('% asked again\n');
    await send(office.address, bytes);
    const { body } = await office.get(
      `/v1/appropriations/${ids[0]}?minPosition=${String(await office.office.store.head())}`,
    );
    const headers = { 'if-match': `"${String(body['revision'])}"`, 'idempotency-key': randomUUID() };
    const files = [named(bytes)];
    const one = await change(ids[0]!, 'supplements', { files }, headers);
    expect(one).toMatchObject({ status: 200 });
    const again = await change(ids[0]!, 'supplements', { files }, headers);
    expect([again.status, again.body]).toEqual([one.status, one.body]);
    expect((await attachmentsOf(ids[0]!)).filter(({ digest }) => digest === digestOf(bytes))).toHaveLength(1);
  });

  it('may be demanded no more', async () => {
    expect(await demand(false, '2021-03-02')).toMatchObject({ status: 200 });
    expect(await change(ids[0]!, 'supplements')).toMatchObject({ status: 200 });
  });
});

describe('in an office of people', () => {
  let people: OfficeOfPeople;
  let appropriationId = '';
  const dataDir = mkdtempSync(join(tmpdir(), 'bofu-paper-files-'));

  const supplement = (more: object = {}) => ({
    ...{ type: 'supplement-appropriation', appropriationId },
    content: { amount: '10.00', effectiveOn: '2021-03-02', documentNumber: null, reason: '调整', ...more },
  });
  const freeze = () => ({
    ...{ type: 'freeze-appropriation', appropriationId },
    content: { amount: '1.00', effectiveOn: '2021-03-02', reason: '待核' },
  });
  const submit = (entries: readonly object[], more: object = {}) =>
    people.as.clerk.post('/v1/papers', { title: '指标变动', entries, ...more });
  const filesOf = async (by: Browser, paperId: string) => {
    const head = String(await people.over.office.store.head());
    const answer = await by.get(`/v1/attachments?subjectKind=paper&subjectId=${paperId}&minPosition=${head}`);
    return answer.body['items'] as Record<string, unknown>[];
  };
  const cookieOf = ({ cookies }: Browser) => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const sendAsClerk = (bytes: Uint8Array) =>
    send(people.over.address, bytes, { cookie: cookieOf(people.as.clerk) }, `?agency=${people.agencies.own}`);

  beforeAll(async () => {
    now = '2021-03-02T10:00:00.000+08:00';
    people = await officeOfPeople(
      async (alone) => {
        const issued = await alone('own', '/v1/appropriations', {
          ...{ ...TERMS, programmeCode: '13060726YLJ0000000001', programmeName: '基础养老金补助' },
          ...{ amount: '1000.00', effectiveOn: '2021-01-05' },
        });
        appropriationId = String(issued['appropriationId']);
      },
      { clock, foundedAt: '2021-01-04T09:00:00.000+08:00', configuration: { dataDir } },
    );
    const said = { required: true, effectiveOn: '2021-03-02', reason: '内控要求' };
    const path = `/v1/agencies/${people.agencies.own}/appropriation-files`;
    expect(await people.as.supervisor.post(path, said)).toMatchObject({ status: 200 });
    expect((await people.as.clerk.post(path, said)).status).toBe(403);
  }, 120_000);
  afterAll(async () => {
    await people?.over.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('a paper with one of the five acts is refused without a file, whatever else it says', async () => {
    expect(codeOf(await submit([supplement()]))).toEqual([422, 'appropriation-file-required']);
    expect(codeOf(await submit([freeze(), supplement()]))).toEqual([422, 'appropriation-file-required']);
    expect(await submit([freeze()])).toMatchObject({ status: 201 });
    // Files belong to the paper as a whole.
    expect((await submit([supplement({ files: [] })])).body['errors']).toMatchObject([{ code: 'unknown-field' }]);
  });

  it('whoever signs sees and opens the files of the paper; a returned paper names them again', async () => {
    const bytes = pdf('% of the paper\n');
    const files = [named(bytes, '冀财社98号.pdf')];
    expect(codeOf(await submit([supplement()], { files }))).toEqual([409, 'attachment-file-not-sent']);
    await sendAsClerk(bytes);
    const submitted = await submit([supplement()], { files });
    expect(submitted).toMatchObject({ status: 201 });
    const paperId = String(submitted.body['paperId']);
    for (const by of [people.as.reviewer, people.as.approver]) {
      const [file, ...others] = await filesOf(by, paperId);
      expect(others).toEqual([]);
      expect(file).toMatchObject({ name: '冀财社98号.pdf', subject: { kind: 'paper', id: paperId } });
      const opened = await fetch(`${people.over.address}/v1/attachments/${String(file?.['attachmentId'])}`, {
        headers: { cookie: cookieOf(by), connection: 'close' },
      });
      expect(Buffer.from(await opened.arrayBuffer())).toEqual(bytes);
    }
    const elsewhere = `/v1/attachments?agency=${people.agencies.sibling}&subjectKind=paper&subjectId=${paperId}`;
    expect((await people.as.reviewer.get(elsewhere)).status).toBeGreaterThanOrEqual(400);

    expect(await people.as.reviewer.post(`/v1/papers/${paperId}/return`, { reason: '缺附表' })).toMatchObject({
      status: 200,
    });
    const again = await submit([supplement()], { files, replaces: paperId });
    expect(again).toMatchObject({ status: 201 });
    expect(await filesOf(people.as.reviewer, String(again.body['paperId']))).toMatchObject([
      { digest: digestOf(bytes) },
    ]);
    // What is added to it later stands beside it; what never was a paper takes nothing.
    const later = pdf('% later\n');
    await sendAsClerk(later);
    const add = (id: string) =>
      people.as.clerk.post('/v1/attachments', { ...named(later), subject: { kind: 'paper', id } });
    expect(await add(String(again.body['paperId']))).toMatchObject({ status: 201 });
    expect(codeOf(await add(randomUUID()))).toEqual([404, 'attachment-subject-not-found']);
    expect(await filesOf(people.as.reviewer, String(again.body['paperId']))).toHaveLength(2);
  });

  it('the log says at which paper a file was added', async () => {
    const head = String(await people.over.office.store.head());
    const { body } = await people.as.auditor.get(`/v1/events?order=desc&limit=50&minPosition=${head}`);
    const [last] = (body['items'] as { label: string; details: string }[]).filter(({ label }) => label === '添加附件');
    expect(JSON.stringify(last)).toContain('单据');
  });
});
