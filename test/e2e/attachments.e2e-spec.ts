import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sentFileSweep, sentFilesToSweep } from '../../apps/api/src/jobs/sent-file-sweep.job';
import { parseBusinessDate } from '@bofu/kernel';
import { jpeg, NUMBER_OF_NOBODY, ofd, pdf, xlsx } from '../../libs/attachment/testing/example-files';
import { bareOfficeOverHttp, openBackfill, type Answer, type OfficeUnderTest } from './office-over-http';

const DISTRICT = '13062121BHNLI8GFGL4GA';
const BUREAU = { name: '人社局', regionCode: '130607', regionName: '满城区', effectiveOn: '2015-04-28' };
const MOST = 1024 * 1024;

let now = '2021-09-20T10:00:00.000+08:00';
let office: OfficeUnderTest;
const dataDir = mkdtempSync(join(tmpdir(), 'bofu-attachments-'));
let payment = '';
let district = '';

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const placeOf = (digest: string) => join(dataDir, 'attachments', digest.slice(0, 2), digest);
const head = async () => String(await office.office.store.head());

const send = async (bytes: Uint8Array, type = 'application/octet-stream', agency = '370'): Promise<Answer> => {
  const answer = await fetch(`${office.address}/v1/attachment-files?agency=${agency}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: Buffer.from(bytes),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
};
const add = (subject: object, digest: string, more: object = {}, headers: Record<string, string> = {}) =>
  office.post(
    '/v1/attachments',
    { subject, kind: 'receipt', name: '回单.pdf', digest, ...more },
    {
      'bofu-agency': '370',
      ...headers,
    },
  );
/** Sent and attached. */
async function attached(subject: object, bytes: Uint8Array, more: object = {}): Promise<string> {
  expect(await send(bytes)).toMatchObject({ status: 200, body: { digest: digestOf(bytes), size: bytes.byteLength } });
  const answer = await add(subject, digestOf(bytes), more);
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['attachmentId']);
}
const listed = async (kind: string, id: string, more = '') =>
  (
    await office.get(
      `/v1/attachments?agency=370&subjectKind=${kind}&subjectId=${id}&minPosition=${await head()}${more}`,
    )
  ).body['items'] as Record<string, unknown>[];
const open = async (attachmentId: string, agency = '370') => {
  const answer = await fetch(
    `${office.address}/v1/attachments/${attachmentId}?agency=${agency}&minPosition=${await head()}`,
  );
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const codeOf = async (answer: Promise<Answer>) => {
  const { status, body } = await answer;
  return [status, body['code']];
};

beforeAll(async () => {
  office = await bareOfficeOverHttp('postgres', {
    actor: '王经办',
    clock: { now: () => now },
    foundedAt: '2021-01-04T09:00:00.000+08:00',
    configuration: { dataDir, largestAttachment: MOST },
  });
  const first = { 'bofu-actor': '' };
  const { body } = await office.post('/v1/agencies', { ...BUREAU, code: '370', parentAgencyId: null }, first);
  await office.post('/v1/people', { name: '王经办', number: null, kind: 'person' }, first);
  await office.post('/v1/agencies', { ...BUREAU, code: '371', parentAgencyId: null }, { 'bofu-agency': '370' });
  await office.post('/v1/people', { name: '李经办', number: null, kind: 'person' }, { ...first, 'bofu-agency': '371' });
  await openBackfill(
    { get: office.get, post: (path, asked) => office.post(path, asked, { 'bofu-agency': '370' }) },
    String(body['agencyId']),
  );
  const file = readFileSync(join(__dirname, '../../libs/budget/programmes/mancheng-hrss-2021.json'));
  const imported = { fileName: '2021.json', contentBase64: file.toString('base64') };
  expect(await office.post('/v1/programme-imports', imported, { 'bofu-agency': '370' })).toMatchObject({ status: 201 });
  const { body: issued } = await office.get(`/v1/appropriations?agency=370&limit=200&minPosition=${await head()}`);
  const found = (issued['items'] as { programmeCode: string; appropriationId: string }[]).find(
    ({ programmeCode }) => programmeCode === DISTRICT,
  );
  district = found?.appropriationId ?? '';
  const paid = await office.post(
    '/v1/disbursements',
    {
      lines: [{ appropriationId: district, amount: '100.00' }],
      payee: { kind: 'organisation', name: '第一中学' },
      purpose: '补助',
      submittedOn: '2021-09-20',
    },
    { 'bofu-agency': '370' },
  );
  expect(paid).toMatchObject({ status: 201 });
  payment = String(paid.body['paymentId']);
}, 120_000);
afterAll(async () => {
  await office?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a file that is sent', () => {
  it('is kept once under its digest, for nobody but the account of the office', async () => {
    const bytes = pdf('% once\n');
    const [one, again] = [await send(bytes), await send(bytes)];
    expect(again).toMatchObject({ status: 200, body: one.body });
    expect(one.body).toEqual({ digest: digestOf(bytes), size: bytes.byteLength, mediaType: 'application/pdf' });
    expect(readFileSync(placeOf(digestOf(bytes)))).toEqual(bytes);
    expect(statSync(placeOf(digestOf(bytes))).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'attachments')).mode & 0o777).toBe(0o700);
  });

  it.each<[string, () => Uint8Array, number, string]>([
    ['a spreadsheet', xlsx, 415, 'attachment-may-name-persons'],
    ['a number of a person', () => ofd(NUMBER_OF_NOBODY), 422, 'attachment-names-person'],
    ['too large', () => Buffer.concat([pdf(), Buffer.alloc(MOST)]), 413, 'attachment-too-large'],
    ['empty', () => new Uint8Array(), 422, 'attachment-empty'],
  ])('is refused and kept nowhere: %s', async (_what, bytes, status, code) => {
    expect(await codeOf(send(bytes()))).toEqual([status, code]);
    expect(existsSync(placeOf(digestOf(bytes())))).toBe(false);
  });

  it('comes as it is, and only where a file is asked for', async () => {
    expect(await codeOf(send(Buffer.from('{}'), 'application/json'))).toEqual([415, 'unsupported-media-type']);
    expect(await codeOf(send(pdf(), 'application/pdf'))).toEqual([415, 'unsupported-media-type']);
    const elsewhere = await fetch(`${office.address}/v1/attachments`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.from(pdf()),
    });
    expect(elsewhere.status).toBe(415);
  });
});

describe('an attachment', () => {
  it('stands at its payment, and is opened as it was attached', async () => {
    const bytes = pdf('% a receipt\n');
    const attachmentId = await attached({ kind: 'payment', id: payment }, bytes, { name: '十月/回单.exe' });
    expect(await listed('payment', payment)).toMatchObject([
      {
        attachmentId,
        kind: 'receipt',
        name: '回单.exe.pdf',
        digest: digestOf(bytes),
        addedBy: '王经办',
        withdrawn: null,
      },
    ]);
    const { status, headers, bytes: got } = await open(attachmentId);
    expect(status).toBe(200);
    expect(got).toEqual(bytes);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(/^inline; filename=".*"; filename\*=UTF-8''/) as unknown,
      'content-security-policy': expect.stringMatching(/^sandbox; default-src 'none'/) as unknown,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'repr-digest': `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`,
    });
    const events = await office.eventsAfter(null);
    expect(events.filter(({ type }) => type === 'AttachmentAdded').at(-1)?.data).toMatchObject({
      attachmentId,
      subject: { kind: 'payment', id: payment },
      digest: digestOf(bytes),
      size: bytes.byteLength,
      mediaType: 'application/pdf',
      name: '回单.exe.pdf',
    });
  });

  it('is saved rather than shown where no browser shows it', async () => {
    const attachmentId = await attached({ kind: 'appropriation', id: district }, ofd('指标文'), { name: '指标文' });
    expect((await open(attachmentId)).headers.get('content-disposition')).toMatch(/^attachment; .*\.ofd$/);
    const timeline = await office.get(
      `/v1/events?agency=370&appropriationId=${district}&order=desc&minPosition=${await head()}`,
    );
    expect((timeline.body['items'] as object[])[0]).toMatchObject({ label: '添加附件' });
  });

  it('stands once at one thing, whoever presses twice, and may be attached again once withdrawn', async () => {
    const bytes = jpeg();
    const subject = { kind: 'payment', id: payment };
    const key = { 'idempotency-key': '5f0c1f0e-7a54-4a56-9d8c-111111111111' };
    await send(bytes);
    const [one, again] = [await add(subject, digestOf(bytes), {}, key), await add(subject, digestOf(bytes), {}, key)];
    expect(again).toMatchObject({ status: 201, body: { attachmentId: one.body['attachmentId'] } });
    expect(await codeOf(add(subject, digestOf(bytes)))).toEqual([409, 'attachment-there-already']);
    const before = await head();
    const attachmentId = String(one.body['attachmentId']);
    const withdraw = (headers = {}) =>
      office.post(
        `/v1/attachments/${attachmentId}/withdrawal`,
        { reason: '传错了' },
        { 'bofu-agency': '370', ...headers },
      );
    expect(await codeOf(withdraw({ 'bofu-agency': '371', 'bofu-actor': encodeURIComponent('李经办') }))).toEqual([
      404,
      'attachment-not-found',
    ]);
    expect(await withdraw()).toMatchObject({ status: 200 });
    expect(await codeOf(withdraw())).toEqual([409, 'attachment-withdrawn']);
    const stood = async (more = '') =>
      (await listed('payment', payment, more)).find((each) => each['attachmentId'] === attachmentId);
    expect(await stood()).toMatchObject({ withdrawn: { by: '王经办', reason: '传错了' } });
    // As known then it still stood, and what it was can be looked at for ever.
    expect(await stood(`&knownAt=${before}`)).toMatchObject({ withdrawn: null });
    expect(await open(attachmentId)).toMatchObject({ status: 200, bytes });
    expect(await add(subject, digestOf(bytes))).toMatchObject({ status: 201 });
  });

  it('names a thing that is there, and a file that was sent', async () => {
    const bytes = pdf('% never sent\n');
    const place = { kind: 'payment', id: payment };
    expect(await codeOf(add(place, digestOf(bytes)))).toEqual([409, 'attachment-file-not-sent']);
    await send(bytes);
    const nothing = '5f0c1f0e-7a54-4a56-9d8c-222222222222';
    for (const subject of [
      { kind: 'payment', id: nothing },
      { kind: 'appropriation', id: nothing },
      { kind: 'appropriation', id: payment },
      { kind: 'month', id: '2021-12' },
    ])
      expect([subject, ...(await codeOf(add(subject, digestOf(bytes))))]).toEqual([
        subject,
        404,
        'attachment-subject-not-found',
      ]);
    expect((await add({ kind: 'month', id: '2021-13' }, digestOf(bytes))).status).toBe(422);
  });

  it('asks about a number in its name', async () => {
    const bytes = pdf('% a name\n');
    await send(bytes);
    const place = { kind: 'payment', id: payment };
    const named = (name: string, more = {}) => add(place, digestOf(bytes), { name, ...more });
    expect(await codeOf(named(`${NUMBER_OF_NOBODY}.pdf`))).toEqual([422, 'identity-number']);
    expect(await codeOf(named('13800138000.pdf'))).toEqual([409, 'looks-like-personal-data']);
    expect(await named('13800138000.pdf', { confirmation: '是扫描仪的编号' })).toMatchObject({ status: 201 });
  });

  it('is of its agency alone: neither its file nor its place is another one’s', async () => {
    const bytes = pdf('% ours\n');
    const attachmentId = await attached({ kind: 'payment', id: payment }, bytes);
    const li = { 'bofu-agency': '371', 'bofu-actor': encodeURIComponent('李经办') };
    // By the digest of another's file one does not come to it.
    expect(await codeOf(add({ kind: 'month', id: '2021-09' }, digestOf(bytes), {}, li))).toEqual([
      409,
      'attachment-file-not-sent',
    ]);
    await send(bytes, 'application/octet-stream', '371');
    expect(await codeOf(add({ kind: 'payment', id: payment }, digestOf(bytes), {}, li))).toEqual([
      404,
      'attachment-subject-not-found',
    ]);
    expect((await open(attachmentId, '371')).status).toBe(404);
    expect(
      (await office.get(`/v1/attachments?agency=371&subjectKind=payment&subjectId=${payment}`)).body['items'],
    ).toEqual([]);
  });

  it('comes to a month that is over', async () => {
    now = '2021-11-05T10:00:00.000+08:00';
    await attached({ kind: 'month', id: '2021-09' }, pdf('% of September\n'), { kind: 'scan' });
    const last = (await office.eventsAfter(null)).findLast(({ type }) => type === 'AttachmentAdded');
    expect(last?.data).toMatchObject({ subject: { kind: 'month', id: '2021-09' }, bookedIn: null });
    expect(await listed('month', '2021-09')).toMatchObject([{ addedAt: now }]);
    now = '2021-11-06T10:00:00.000+08:00';
  });
});

describe('a file that is not what it was', () => {
  it('is opened by nobody, and found by a verification, until it is sent again', async () => {
    const bytes = pdf('% to be changed\n');
    const attachmentId = await attached({ kind: 'payment', id: payment }, bytes);
    const verified = async () =>
      (await office.get('/v1/audit/verification')).body as {
        sound: boolean;
        attachments: { examined: number; faults: { attachmentId: string; fault: string; summary: string }[] };
      };
    const sound = await verified();
    expect(sound).toMatchObject({ sound: true, attachments: { faults: [] } });
    const place = placeOf(digestOf(bytes));

    const changed = Buffer.from(bytes);
    changed.write('X', 2);
    writeFileSync(place, changed);
    expect(await open(attachmentId)).toMatchObject({ status: 500 });
    expect(await verified()).toMatchObject({
      sound: false,
      attachments: {
        examined: sound.attachments.examined,
        faults: [{ attachmentId, fault: 'changed', summary: expect.stringContaining('已被改动') as unknown }],
      },
    });
    writeFileSync(place, bytes);
    appendFileSync(place, '\n');
    expect((await verified()).sound).toBe(false);
    rmSync(place);
    expect(await verified()).toMatchObject({ sound: false, attachments: { faults: [{ fault: 'missing' }] } });

    await send(bytes);
    expect(await open(attachmentId)).toMatchObject({ status: 200, bytes });
    expect((await verified()).sound).toBe(true);
  });
});

describe('what was sent and never attached', () => {
  it('is swept away after a day; what an event names is not, withdrawn or not', async () => {
    const [kept, waiting, theirs] = [pdf('% kept\n'), pdf('% waiting\n'), pdf('% sent by two\n')];
    await attached({ kind: 'payment', id: payment }, kept);
    await send(waiting);
    await send(theirs);
    const { directory, durable, store, attachmentFiles } = office.office;
    const [agencyId = '', other = ''] = directory.agencyIds();
    const sweep = async (at: string) => {
      now = at;
      const tools = { durable, store, attachmentFiles } as Parameters<typeof sentFileSweep>[0];
      const run = { agencyId, commandContext: () => ({ recordedAt: now }) } as unknown as Parameters<
        ReturnType<typeof sentFileSweep>['run']
      >[1];
      return (await sentFileSweep(tools).run({}, run)).answer;
    };
    const due = (day: string) => sentFilesToSweep({ durable })(parseBusinessDate(day), agencyId);
    await sweep('2021-11-07T09:59:00.000+08:00');
    expect(existsSync(placeOf(digestOf(waiting)))).toBe(true);
    await send(theirs, 'application/octet-stream', '371');
    expect(other).not.toBe('');
    expect(await due('2021-11-08')).toEqual({});
    expect(await sweep('2021-11-07T10:01:00.000+08:00')).toEqual({ swept: 2 });
    expect(await due('2021-11-08')).toBeNull();
    expect([kept, waiting, theirs].map((each) => existsSync(placeOf(digestOf(each))))).toEqual([true, false, true]);
    expect(await codeOf(add({ kind: 'payment', id: payment }, digestOf(waiting)))).toEqual([
      409,
      'attachment-file-not-sent',
    ]);
    expect(await office.get('/v1/audit/verification')).toMatchObject({ body: { sound: true } });
  });
});
