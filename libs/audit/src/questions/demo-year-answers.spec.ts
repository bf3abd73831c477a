import { playedDemoYear, type DemoYear } from '../../../../test/demo-year/played-demo-year';
import { eventsOf, scopeOf } from '../../testing/given-events';
import type { NumberedEvent } from '../export/numbered-events';
import { parsePeriod } from '@bofu/kernel';
import { QUESTIONS, questionOf } from './catalogue';
import { columnsOf } from './columns';
import type { Answer, QuestionScope } from './question';

interface Row {
  readonly [field: string]: unknown;
}

describe('the auditor asks about the demonstration year', () => {
  let demo: DemoYear;
  let events: NumberedEvent[];
  beforeAll(async () => {
    demo = await playedDemoYear();
    events = await eventsOf(demo.store);
  });
  const ask = (number: number, scope: Partial<QuestionScope> = {}): Answer<Row> => {
    const question = questionOf(number);
    if (!question) throw new Error(`no question ${number}`);
    return question.answer(events, scopeOf({ agencyId: demo.bureau.agencyId, ...scope })) as Answer<Row>;
  };
  const shortOf = (rows: readonly Row[], ...fields: string[]) => rows.map((row) => fields.map((field) => row[field]));

  it('2: what was there before each October attempt, also the refused one', () => {
    const october = { appropriationIds: [demo.appropriationOf(14)], period: parsePeriod('2021-10') };
    const { rows, answer, events: proof } = ask(2, october);
    expect(shortOf(rows, 'on', 'outcome', 'available', 'required', 'short', 'availableAsRefused')).toEqual([
      ['2021-10-26', 'refused', '6973681.00', '7029591.00', '55910.00', '6973681.00'],
      ['2021-11-02', 'accepted', '21088773.00', '7029591.00', '0.00', null],
    ]);
    expect(answer).toContain('可用 6,973,681.00 元，需 7,029,591.00 元，差 55,910.00 元，未办理');
    expect(proof.map(({ number }) => number)).toEqual(rows.map(({ number }) => number));
  });

  it('4: the state at four dates, the same then as now', () => {
    const { rows, answer } = ask(4);
    expect(rows).toHaveLength(4 * 22);
    expect(rows.filter(({ agree }) => agree !== true)).toEqual([]);
    expect(answer).toContain('2021-06-30：全年预算 158,727,300.00 元，已付 85,233,367.02 元');
    expect(answer).toContain('2021-12-31：全年预算 172,880,002.00 元，已付 169,211,591.00 元');
  });

  it('5: which month of the pensions came late, and which programme paid none', () => {
    const { rows, answer } = ask(5);
    expect(rows).toHaveLength(5 * 12);
    const late = rows.filter(({ outcome }) => outcome === 'late');
    expect(shortOf(late, 'sequence', 'period', 'due', 'paidOn', 'daysLate', 'refusedOn')).toEqual(
      (
        [
          [5, '2021-11-05', 7],
          [14, '2021-11-04', 6],
          [17, '2021-11-04', 6],
          [18, '2021-11-05', 7],
        ] as const
      ).map(([sequence, paidOn, late]) => [sequence, '2021-10', '2021-10-29', paidOn, late, ['2021-10-26']]),
    );
    const unpaid = rows.filter(({ outcome }) => outcome === 'unpaid');
    expect([unpaid.length, new Set(unpaid.map(({ sequence }) => sequence))]).toEqual([12, new Set([16])]);
    expect(answer).toContain(
      '2021-10 应于 2021-10-29 前支付，2021-11-04 支付，迟 6 天（2021-10-26 曾因可用指标不足被拒绝）',
    );
  });

  it('10: what was corrected, reversed and returned, by whom and why', () => {
    const { rows, answer } = ask(10);
    expect(shortOf(rows, 'kind', 'on', 'actor', 'netEffect')).toEqual([
      ['更正', '2021-04-08', '综合经办', '0.00'],
      ['冲销', '2021-06-01', '综合经办', '-990.00'],
      ['主动退回', '2021-08-18', '就业经办', '-3600.00'],
      ['退票', '2021-09-30', '居保经办', '-3390.00'],
    ]);
    expect(rows[3]?.['effects']).toHaveLength(4);
    expect(answer).toContain('对已付净额的净影响 -7,980.00 元');
    expect(answer).toContain('误列省级指标，更正为中央指标');
  });

  it('12: which amounts changed, on what document, from what to what', () => {
    const { rows } = ask(12);
    expect(shortOf(rows, 'on', 'kind', 'sequence', 'documentNumber', 'before', 'change', 'after')).toEqual([
      ['2021-07-12', '调剂调出', 19, null, '64300.00', '-18.00', '64282.00'],
      ['2021-07-12', '调剂调入', 10, null, '11400.00', '18.00', '11418.00'],
      ['2021-11-02', '追加', 14, '保财社〔2021〕88号', '70240000.00', '14115092.00', '84355092.00'],
      ['2021-12-10', '追加', 5, null, '2230000.00', '37610.00', '2267610.00'],
    ]);
  });

  it('19: why 15,872.73 and not 15,851.54', () => {
    const { rows, answer } = ask(19);
    const outside = rows.filter(({ declared }) => declared === false);
    expect(shortOf(outside, 'sequence', 'amount')).toEqual([
      [6, '25800.00'],
      [9, '186100.00'],
    ]);
    expect(answer).toContain('合计 158,727,300.00 元');
    expect(answer).toContain('158,515,400.00 元，差额 211,900.00 元');
    expect(answer).toContain('未说明 0.00 元');
  });

  it('22: whether the log is complete', () => {
    const { rows, answer } = ask(22);
    expect(rows.map(({ holds }) => holds)).toEqual([true, true, true, true, true, true]);
    expect(answer).toContain(`共 ${events.length} 个事件`);
    expect(answer).toContain('未发现缺失、重复或改动');
  });

  it('1: who did what of a payment', () => {
    const october = { period: parsePeriod('2021-10') };
    const { rows, answer, events: proof } = ask(1, october);
    expect(new Set(rows.map(({ act }) => act))).toEqual(new Set(['提交付款', '复核', '审批', '移交', '登记已支付']));
    expect(new Set(proof.map(({ number }) => number))).toEqual(new Set(rows.map(({ number }) => number)));
    expect(answer).toContain('一人签两次的 0 笔');
  });

  it('3: every fen that was paid has its document, or is known to have none', () => {
    const { rows, answer } = ask(3);
    const fenOf = (field: string) => rows.reduce((sum, row) => sum + Number(String(row[field]).replace('.', '')), 0);
    expect(fenOf('settled')).toBe(16_921_159_100);
    expect(fenOf('provided')).toBe(17_288_000_200);
    expect(answer).toContain('已付 169,211,591.00 元');
    const central = rows.filter(({ appropriationId }) => appropriationId === demo.appropriationOf(14));
    expect(shortOf(central, 'documentNumber', 'provided', 'settled').at(-1)).toEqual([
      '保财社〔2021〕88号',
      '14115092.00',
      '14115092.00',
    ]);
  });

  it('6, 16: no month was paid twice, and nobody held posts apart', () => {
    expect(ask(6).rows).toEqual([]);
    expect(ask(6).answer).toContain('重复的 0 个');
    expect(ask(16).rows).toEqual([]);
  });

  it('8: what came of each return', () => {
    expect(shortOf(ask(8).rows, 'kind', 'on', 'amount', 'end')).toEqual([
      ['主动退回', '2021-08-18', '3600.00', '已收回'],
      ['退票', '2021-09-30', '3390.00', '已重发'],
    ]);
  });

  it('15: who granted which post', () => {
    const { rows, answer } = ask(15);
    expect(answer).toContain(`共授予 ${rows.filter(({ what }) => what === '提出' || what === '初始设立').length} 次`);
  });

  it('17: no arrival is recorded in the year, so all that the levels above gave is named', () => {
    const { rows } = ask(17);
    expect(rows.every(({ level, firstArrivedOn }) => level !== '区级' && firstArrivedOn === null)).toBe(true);
    expect(rows.every(({ budget, notArrived }) => budget === notArrived)).toBe(true);
  });

  it('18: the heads of those who share a run agree each month', () => {
    const { rows } = ask(18);
    const pensions = rows.filter(({ sources }) => (sources as unknown[]).length === 4);
    expect(pensions).toHaveLength(12);
    expect(rows.filter(({ agree }) => agree !== true)).toEqual([]);
  });

  it('20: what was to be done by a day, and what was left of it', () => {
    const { rows } = ask(20);
    for (const { complete, left } of rows) expect(complete).toBe(left === '0.00');
    expect(rows.length).toBeGreaterThan(0);
  });

  it('21: the correction and the virement of the year', () => {
    expect(shortOf(ask(21).rows, 'kind', 'on', 'amount')).toEqual([
      ['列错后更正', '2021-04-08', expect.any(String)],
      ['调剂', '2021-07-12', '18.00'],
    ]);
  });

  it('has all twenty-two, each with the names of its columns', () => {
    expect(QUESTIONS.map(({ number }) => number)).toEqual(Array.from({ length: 22 }, (_, at) => at + 1));
    for (const question of QUESTIONS) expect(columnsOf(question).length).toBeGreaterThan(0);
  });

  it('with every answer in the shape the interface promises', () => {
    for (const { number, row } of QUESTIONS)
      for (const one of ask(number).rows) expect(row.safeParse(one)).toMatchObject({ success: true });
  });
});
