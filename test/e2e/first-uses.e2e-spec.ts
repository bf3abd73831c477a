import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@bofu/http';
import { addDays, parseBusinessDate } from '@bofu/kernel';
import { officeOverHttp, type OfficeUnderTest } from './office-over-http';

interface Printed {
  readonly code: string;
  readonly name: string;
}
interface Watched {
  readonly programmeCode: string;
  readonly planned: string;
  readonly budget: string;
  readonly checkpoints: readonly {
    readonly on: string;
    readonly printedShare: string | null;
    readonly planned: string;
  }[];
}
interface Alert {
  readonly programmeCode: string | null;
  readonly subjectName: string;
  readonly cause: string;
  readonly lines: readonly { readonly rule: string; readonly level: string }[];
}

const FILE = readFileSync(join(__dirname, '../../libs/budget/programmes/mancheng-hrss-2021.json'));
const PRINTED = (JSON.parse(FILE.toString()) as { programmes: Printed[] }).programmes;
const codeOf = (programme: number): string => PRINTED[programme - 1]?.code ?? '';
const nameOf = (programme: number): string => PRINTED[programme - 1]?.name ?? '';

/** What an office sets out to do first, with the figures of the founding document; nothing is paid here. */
describe('an office with the budget of 2021', () => {
  let now = '2021-06-30T09:00:00.000+08:00';
  const clock: Clock = { now: () => now };
  let office: OfficeUnderTest;

  beforeAll(async () => {
    office = await officeOverHttp('memory', clock);
  });
  afterAll(() => office.close());

  const planOn = async (programme: number, asOf: string): Promise<Watched> => {
    await office.caughtUp();
    const { body } = await office.get(`/v1/plan-against-actual?fiscalYear=2021&asOf=${asOf}`);
    return (body['programmes'] as Watched[]).find(({ programmeCode }) => programmeCode === codeOf(programme))!;
  };
  const evaluate = async (on: string) => {
    now = `${addDays(parseBusinessDate(on), 1)}T08:00:00.000+08:00`;
    expect(await office.post('/v1/alert-evaluations', { on })).toMatchObject({ status: 200 });
    await office.caughtUp();
  };
  /** Rules that say something of a programme, as it stood on the day. */
  const rulesOf = async (programme: number, asOf: string): Promise<string[]> => {
    const { body } = await office.get(`/v1/alerts?fiscalYear=2021&asOf=${asOf}&limit=200`);
    const of = (body['items'] as (Alert & { situation: string })[]).filter(
      ({ subjectName, situation }) => subjectName === nameOf(programme) && situation !== 'cleared',
    );
    return of.flatMap(({ lines }) => lines.map(({ rule }) => rule)).sort();
  };

  it('U01: takes in 22 programmes, each with a code and a name as printed, and the sum that the department declares', async () => {
    const imported = await office.post('/v1/programme-imports', {
      ...{ fileName: '2021.json', contentBase64: FILE.toString('base64') },
    });
    expect(imported.body).toMatchObject({
      ...{ programmes: 22, total: '158727300.00' },
      reconciliation: {
        ...{ declared: '158515400.00', difference: '211900.00', unexplained: '0.00' },
        explained: [{ amount: '211900.00', sequences: [6, 9] }],
      },
    });
    await office.caughtUp();
    const { items } = (await office.get('/v1/appropriations?fiscalYear=2021&limit=200')).body as unknown as {
      items: { programmeCode: string; programmeName: string; budget: string }[];
    };
    const fen = items.reduce((sum, { budget }) => sum + BigInt(budget.replace('.', '')), 0n);
    expect([items.length, fen]).toEqual([22, 15_872_730_000n]);
    const codes = new Set(items.map(({ programmeCode }) => programmeCode));
    expect([codes.size, [...codes].every((code) => /^[0-9A-Z]{21}$/.test(code))]).toEqual([22, true]);
    expect(new Map(items.map(({ programmeCode, programmeName }) => [programmeCode, programmeName]))).toEqual(
      new Map(PRINTED.map(({ code, name }) => [code, name])),
    );
    // As printed, its slip included.
    expect(items.map(({ programmeName }) => programmeName)).toContain('城乡居民基本养老保险高领补贴');
  });

  it('U19: loads the days off of 2021, and moves 05-30 and 02-30 to working days', async () => {
    expect((await office.post('/v1/calendars/2021/load-published', {})).status).toBe(200);
    await office.caughtUp();
    const { body } = await office.get('/v1/calendars/2021?deadlineDay=30');
    const due = new Map((body['deadlines'] as { period: string; due: string }[]).map((one) => [one.period, one.due]));
    expect([due.get('2021-02'), due.get('2021-05'), due.get('2021-10')]).toEqual([
      ...['2021-02-26', '2021-05-28', '2021-10-29'],
    ]);
  });

  it('U04: reads a blank before the first figure as nothing and after it as the last, and keeps it blank', async () => {
    // 12: ·/·/·/100. 3: ·/100/·/·.
    const twelfth = await planOn(12, '2021-06-30');
    expect(twelfth.planned).toBe('0.00');
    expect(twelfth.checkpoints.map(({ on, printedShare, planned }) => [on, printedShare, planned])).toEqual([
      ['2021-03-31', null, '0.00'],
      ['2021-06-30', null, '0.00'],
      ['2021-10-31', null, '0.00'],
      ['2021-12-31', '100.00', '236400.00'],
    ]);
    const third = await planOn(3, '2021-10-31');
    expect(third.planned).toBe('36000.00');
    expect(third.checkpoints.map(({ printedShare, planned }) => [printedShare, planned])).toEqual([
      ...[
        [null, '0.00'],
        ['100.00', '36000.00'],
        [null, '36000.00'],
        [null, '36000.00'],
      ],
    ]);
    await evaluate('2021-06-30');
    expect(await rulesOf(12, '2021-06-30')).toEqual([]);
    // Unpaid, and planned whole: the same day tells of it.
    expect(await rulesOf(3, '2021-06-30')).toContain('R01');
  });

  it('U20: keeps each version of a threshold with its day, and judges and replays a day by the one in force', async () => {
    // 5 has a gap of 1.66 %: yellow from 0.50 % as shipped, nothing from 2.00 % on.
    expect(await rulesOf(5, '2021-06-30')).toContain('R05');
    const r05 = async (asOf: string) =>
      (
        (await office.get(`/v1/alert-rules?asOf=${asOf}`)).body['items'] as {
          rule: string;
          inForce: number;
          versions: { thresholds: object }[];
        }[]
      ).find(({ rule }) => rule === 'R05')!;
    const [shipped] = (await r05('2021-07-31')).versions;
    const thresholds = { ...shipped?.thresholds, shortYellow: '2.00' };
    const set = { effectiveFrom: '2021-08-01', thresholds, reason: '小缺口由财政统一调度' };
    expect(await office.post('/v1/alert-rules/R05/thresholds', set)).toMatchObject({ status: 200 });
    await office.caughtUp();
    expect([(await r05('2021-07-31')).inForce, (await r05('2021-08-01')).inForce]).toEqual([1, 2]);
    await evaluate('2021-07-31');
    expect(await rulesOf(5, '2021-07-31')).toContain('R05');
    await evaluate('2021-08-01');
    expect(await rulesOf(5, '2021-08-01')).not.toContain('R05');
    // Looked at again from later, each day is as it was judged.
    expect(await rulesOf(5, '2021-07-31')).toContain('R05');
  });

  it('U21: adds 1411.5092 万元 to 14 on a document; the gap closes, and the plan grows from that day on only', async () => {
    await evaluate('2021-11-01');
    expect(await rulesOf(14, '2021-11-01')).toContain('R05');
    now = '2021-11-02T10:00:00.000+08:00';
    const id = await office.appropriationOf(codeOf(14));
    const { headers } = await office.get(`/v1/appropriations/${id}`);
    const supplement = {
      ...{
        amount: '14115092.00',
        effectiveOn: '2021-11-02',
        documentNumber: '保财社〔2021〕88号',
        reason: '追加中央补助',
      },
    };
    const path = `/v1/appropriations/${id}/supplements`;
    const ifMatch = { 'if-match': headers.get('etag') ?? '' };
    expect(await office.post(path, { ...supplement, documentNumber: null }, ifMatch)).toMatchObject({
      ...{ status: 422, body: { code: 'document-number-required' } },
    });
    expect(await office.post(path, supplement, ifMatch)).toMatchObject({ status: 200 });
    await office.caughtUp();
    await evaluate('2021-11-02');
    // 93 × 75,587 × 12, to the fen.
    expect((await planOn(14, '2021-11-02')).budget).toBe('84355092.00');
    expect(await rulesOf(14, '2021-11-02')).not.toContain('R05');
    const [october, after, december] = [
      await planOn(14, '2021-10-31'),
      await planOn(14, '2021-11-02'),
      await planOn(14, '2021-12-31'),
    ];
    // 75 % of what there was then; of what there is now from the day that it is there.
    expect([october.budget, october.planned, december.planned]).toEqual(['70240000.00', '52680000.00', '84355092.00']);
    expect(after.checkpoints.find(({ on }) => on === '2021-10-31')?.planned).toBe('52680000.00');
  });
});
