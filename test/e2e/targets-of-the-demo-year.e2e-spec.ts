import { rmSync } from 'node:fs';
import { Client } from 'pg';
import type { Exported } from '../replay/books-by-hand';
import { addressOf, startBofu } from './command-line';
import { dataFolder, playedDemoDatabase } from './played-demo';
import { appropriationsByHand, monthsByHand, paymentsByHand, targetsByHand, yuan } from './reports-by-hand';

interface Target {
  readonly level1: string;
  readonly level2: string;
  readonly level3: string;
  readonly measure: string | null;
  readonly proved: { readonly value: string; readonly paymentIds: readonly string[] } | null;
  readonly statement: { readonly verdict: string | null; readonly comment: string | null } | null;
  readonly completion: string | null;
  readonly missing: string | null;
}
interface Programme {
  readonly programmeCode: string;
  readonly known: number;
  readonly score: string | null;
  readonly missing: readonly string[];
  readonly targets: readonly Target[];
}

const LAST_DAY = '2021-12-31';
/** By the published calendar of 2021: 每月30日以前, and 每月月底前, or the working day before. */
const BY_THE_30TH = [
  '01-29',
  '02-26',
  '03-30',
  '04-30',
  '05-28',
  '06-30',
  '07-30',
  '08-30',
  '09-30',
  '10-29',
  '11-30',
  '12-30',
];
const BY_MONTH_END = [
  '01-29',
  '02-26',
  '03-31',
  '04-30',
  '05-31',
  '06-30',
  '07-30',
  '08-31',
  '09-30',
  '10-29',
  '11-30',
  '12-31',
];
/** Fen of a month, and by when: as the published budget prints them. */
const MONTHLY: Readonly<Record<string, readonly [owed: bigint, due: readonly string[]]>> = {
  '13062121BHNLI8GFGL4GA': [75_587n * 250n, BY_THE_30TH],
  '13062121RXGO3YWDTCKQR': [75_587n * 9_300n, BY_MONTH_END],
  '13062121U3EVR9QTHBUG9': [75_587n * 1_500n, BY_THE_30TH],
  '13062121VLAKGQ3T8BFUX': [75_587n * 250n, BY_THE_30TH],
};
/** Fen of the year, and its one day. */
const ONCE: Readonly<Record<string, readonly [owed: bigint, due: string]>> = {
  '13062121525DP08GWRGFS': [1_524n * 3_300n, '2021-06-30'],
  '13062121KAVIR2LVTY5PK': [346n * 3_300n, '2021-06-30'],
  '13062121XH9R2YW9UQ9X0': [1_947n * 3_300n, '2021-06-30'],
  '13062121AK3PEGMKL16TW': [11n * 2_000_000n, '2021-06-30'],
  '13062121LHT22393UAZGW': [197n * 10_000n * 12n, '2021-12-31'],
};

const halfUp = (part: bigint, whole: bigint): bigint => (part * 10_000n * 2n + whole) / (whole * 2n);
const names = ({ level1, level2, level3 }: Target): string => [level1, level2, level3].join('/');

describe('the 169 targets of the demo year', () => {
  let address: string;
  let close: () => Promise<void> = () => Promise.resolve();
  let events: readonly Exported[];
  let programmes: readonly Programme[];
  const ask = async <Answer>(path: string): Promise<Answer> =>
    (await (await fetch(`${address}${path}`)).json()) as Answer;

  beforeAll(async () => {
    const database = await playedDemoDatabase();
    const dataDir = dataFolder('bofu-targets-');
    const { child, ended } = startBofu(['start'], { BOFU_DATA_DIR: dataDir, BOFU_DATABASE_URL: database.url });
    close = async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
      await database.drop();
    };
    const books = new Client({ connectionString: database.url });
    await books.connect();
    const { rows } = await books.query<Exported>('select type, data from event_store.event order by position');
    events = rows;
    await books.end();
    address = await addressOf(child);
    // The copy may have been taken before the last of the year was in its tables.
    const { head } = await ask<{ head: string }>('/readyz');
    const path = `/v1/performance?fiscalYear=2021&asOf=${LAST_DAY}&minPosition=${head}`;
    programmes = (await ask<{ items: Programme[] }>(path)).items;
  }, 300_000);
  afterAll(() => close(), 60_000);

  it('have each a computed value, equal to one counted by hand from the events, or a verdict by a person with evidence', () => {
    const appropriations = [...appropriationsByHand(events, 2021, LAST_DAY)];
    const runs = paymentsByHand(events, LAST_DAY);
    const clerks = new Set(
      events.flatMap(({ type, data }) =>
        type === 'PersonRegistered' && data['kind'] === 'person' ? [data['personId']] : [],
      ),
    );
    let [proved, said] = [0, 0];
    for (const { programmeCode, targets } of programmes) {
      const [appropriationId, { issued, budget, settled }] = appropriations.find(
        ([, { code }]) => code === programmeCode,
      )!;
      const programmeId = String(issued['programmeId']);
      const months = monthsByHand(runs, appropriationId, events);
      const counted = (measure: string): bigint => {
        switch (measure) {
          case 'people-paid':
            return BigInt([...months].sort(([a], [b]) => (a < b ? 1 : -1))[0]![1].heads);
          case 'amount-paid':
            return settled;
          case 'execution-rate':
            return halfUp(settled, budget);
          default:
            break;
        }
        const [owed, due] = MONTHLY[programmeCode] ?? [];
        if (owed !== undefined && due !== undefined) {
          const of = (day: string) => months.get(`2021-${day.slice(0, 2)}`);
          const paid = due.reduce((sum, day) => sum + (of(day)?.fen ?? 0n), 0n);
          if (measure === 'payout-rate') return halfUp(paid, owed * 12n);
          const inTime = due.filter((day) => {
            const month = of(day);
            return month !== undefined && month.firstPaidOn <= `2021-${day}` && month.fen * 100n >= owed * 98n;
          });
          return halfUp(BigInt(inTime.length), 12n);
        }
        const [year, by] = ONCE[programmeCode]!;
        if (measure === 'payout-rate') return halfUp(settled, year);
        const then = appropriationsByHand(events, 2021, by).get(appropriationId)!.settled;
        return then * 100n >= year * 98n ? 10_000n : 0n;
      };
      const hand = targetsByHand(events, programmeId, 2021, LAST_DAY);
      for (const [at, target] of targets.entries()) {
        const { measure, finding } = hand[at]!;
        const kind = String(measure?.['measure'] ?? 'evidence');
        if (kind !== 'evidence') {
          const value = counted(kind);
          const { value: planned, bound } = measure!['planned'] as { value: string; bound: string };
          const reached = bound === 'at-least' ? value >= BigInt(planned) : value <= BigInt(planned);
          const share = reached ? 10_000n : (value * 10_000n) / BigInt(planned);
          const shown = kind === 'people-paid' ? String(value) : yuan(value);
          expect([names(target), target.proved?.value, target.completion]).toEqual([names(target), shown, yuan(share)]);
          proved += 1;
        } else {
          const { verdict, comment } = target.statement ?? { verdict: null, comment: null };
          expect([names(target), target.proved, verdict]).toEqual([names(target), null, expect.any(String)]);
          expect(comment).toMatch(/^演示数据：./);
          expect(finding).toMatchObject({ verdict, comment });
          said += 1;
        }
        expect([names(target), target.missing]).toEqual([names(target), null]);
      }
    }
    const acted = events.filter(({ type }) => type.startsWith('Performance') && type !== 'PerformanceTargetsSet');
    expect(acted.every(({ data }) => clerks.has((data['by'] as { personId: string }).personId))).toBe(true);
    expect([programmes.length, proved + said, proved, said]).toEqual([22, 169, 40, 129]);
  });

  it('leave nothing out of the self-evaluation, its report and the step of the year', async () => {
    expect(programmes.map(({ programmeCode, score, missing }) => [programmeCode, score === null, missing])).toEqual(
      programmes.map(({ programmeCode }) => [programmeCode, false, []]),
    );
    const report = await fetch(`${address}/v1/reports/self-evaluation.csv?fiscalYear=2021&asOf=${LAST_DAY}`);
    const lines = (await report.text()).split('\r\n').filter((line) => line.includes('自评得分'));
    expect(lines).toHaveLength(22);
    expect(lines.filter((line) => line.includes('未完成'))).toEqual([]);
    const { steps } = await ask<{ steps: { step: string; found: string }[] }>('/v1/years/2021/closing');
    expect(steps.find(({ step }) => step === 'self-evaluation')?.found).toContain('22 个项目中 22 个得分齐全');
  });

  it('U13: are laid out for the review in summer, on the day of one’s choice, with what is proved by then filled in', async () => {
    for (const [asOf, months] of [
      ['2021-06-30', 6],
      ['2021-07-31', 7],
    ] as const) {
      const { items } = await ask<{ items: Programme[] }>(`/v1/performance?fiscalYear=2021&asOf=${asOf}`);
      const all = items.flatMap(({ targets }) => targets);
      expect(all).toHaveLength(169);
      // Filled in, or with the reason: nothing paid by head yet, or something only a person can say.
      expect(all.filter(({ completion, missing }) => (completion === null) === (missing === null))).toEqual([]);
      const district = items.find(({ programmeCode }) => programmeCode === '13062121BHNLI8GFGL4GA')!;
      expect(district.targets.slice(0, 3).map(({ proved }) => proved?.value)).toEqual(['75587', '100.00', '100.00']);
      expect(district.targets[2]?.proved?.paymentIds).toHaveLength(months);
      expect(all.filter(({ measure, statement }) => measure === null && statement !== null)).toHaveLength(4);
    }
  });

  it('is behind where the payments say so, and the alert tells of it', async () => {
    const { items } = await ask<{ items: { subjectName: string; cause: string; situation: string }[] }>(
      '/v1/alerts?fiscalYear=2021&limit=200',
    );
    const behind = items.filter(({ cause }) => cause === 'performance');
    // 高龄 is unpaid all year; 60 of 197 are paid; two levels have more budget than their standard needs.
    expect(
      behind
        .filter(({ situation }) => situation !== 'cleared')
        .map(({ subjectName }) => subjectName)
        .sort(),
    ).toEqual([
      '2021年城乡居民社会养老保险市级配套补助资金  保财社2020【114】号',
      '2021年省级城乡居民养老保险补助资金 保财社【2020】125号',
      '发放城乡居民养老保险协办员经办补贴',
      '城乡居民基本养老保险高领补贴',
    ]);
  });
});
