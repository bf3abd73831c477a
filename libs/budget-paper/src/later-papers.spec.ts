import * as fc from 'fast-check';
import {
  appropriationDecider,
  programmeDecider,
  type Appropriation,
  type BudgetAct,
  type Programme,
} from '@bofu/budget';
import { fenFromDigits, formatYuan, parseBusinessDate } from '@bofu/kernel';
import { SOMEBODY } from '@bofu/testing';
import { paperWith, sheetWith } from '../../paper/testing/printed-disclosure';
import { readPrinted, type Draft } from '../../paper/testing/read-printed';
import type { PaperPrints, YearOnBooks } from './domain/against-books';
import type { Choice } from './decided-programme';
import { proposeEntries } from './propose-entries';

/** Papers that follow each other, booked by the rules of appropriations and programmes themselves. */

interface Printed {
  readonly code: number;
  readonly amount: number;
  readonly plan: readonly number[];
  readonly rate: number;
  readonly heads: number;
  readonly target: number;
}

const CODE = (nth: number): string => `88010125SWGL0000A000${nth}`;
const draftOf = (sheets: readonly Printed[]): Draft =>
  readPrinted(
    paperWith(
      sheets.map(({ code, amount, plan, rate, heads, target }) =>
        sheetWith({
          ...{ code: CODE(code), name: `补贴${code}`, amount: `${amount}.00` },
          plan: plan.map((share) => `${share}.00%`),
          indicators: [
            { level1: '产出指标', level2: '数量指标', level3: '发放人数', target: `${heads}人`, basis: '' },
            { level1: '产出指标', level2: '时效指标', level3: '发放时间', target: '每月10日以前', basis: '' },
            { level1: '产出指标', level2: '成本指标', level3: '补贴标准', target: `${rate}元/月/人`, basis: '' },
            { level1: '效益指标', level2: '社会效益', level3: '覆盖率', target: `≥${target}%`, basis: '' },
          ],
        }),
      ),
      `${sheets.reduce((sum, { amount }) => sum + amount, 0)}.00万元`,
    ),
  );

const CHOICES: readonly Choice[] = (['budgetType', 'fundingLevel'] as const).map((field) => ({
  ...{ sequence: null, field, reason: '据批复' },
  value: field === 'budgetType' ? 'general-public' : 'district',
}));

/** Books that come about by the events of the acts alone. */
class Books {
  private readonly appropriations = new Map<string, Appropriation>();
  private readonly programmes = new Map<string, Programme>();

  readonly take = (acts: readonly BudgetAct[], prefix: string): void => {
    const created: { appropriationId: string; programmeId: string }[] = [];
    const money = (id: string, command: Parameters<ReturnType<typeof appropriationDecider>['decide']>[1]) => {
      const { initial, decide, evolve } = appropriationDecider(id);
      const before = this.appropriations.get(id) ?? initial;
      const after = decide(before, command, SOMEBODY).reduce((state, event) => evolve(state, event, SOMEBODY), before);
      this.appropriations.set(id, after);
    };
    const programme = (id: string, command: Parameters<ReturnType<typeof programmeDecider>['decide']>[1]) => {
      const { initial, decide, evolve } = programmeDecider(id);
      const before = this.programmes.get(id) ?? initial;
      const after = decide(before, command, SOMEBODY).reduce((state, event) => evolve(state, event, SOMEBODY), before);
      this.programmes.set(id, after);
    };
    for (const act of acts) {
      const on = 'on' in act ? act.on : null;
      const meant = on !== null && 'act' in on ? created[on.act - 1] : undefined;
      const appropriationId = on !== null && 'appropriationId' in on ? on.appropriationId : meant?.appropriationId;
      const programmeId = on !== null && 'programmeId' in on ? on.programmeId : meant?.programmeId;
      let made = { appropriationId: '', programmeId: '' };
      switch (act.type) {
        case 'issue-appropriation': {
          if (!('code' in act.programme)) throw new Error('a paper names its programmes by code');
          const { code, name } = act.programme;
          const sources = act.sources;
          made = { appropriationId: `${prefix}/${code}`, programmeId: code };
          if (!this.programmes.has(code))
            programme(code, { type: 'register-programme', code, name, effectiveOn: act.effectiveOn, sources });
          const named = { programmeId: code, programmeCode: code, programmeName: name };
          money(made.appropriationId, { ...act, ...named, amountFen: fenFromDigits(act.amountFen) });
          break;
        }
        case 'supplement-appropriation':
        case 'reduce-appropriation':
          money(appropriationId ?? '', { ...act, amountFen: fenFromDigits(act.amountFen) });
          break;
        case 'adopt-spending-plan':
        case 'revise-spending-plan':
          money(appropriationId ?? '', act);
          break;
        case 'set-payment-standard':
          programme(programmeId ?? '', { ...act, recordedOn: act.effectiveOn });
          break;
        case 'set-performance-targets':
          programme(programmeId ?? '', act);
          break;
        default:
          throw new Error(`${act.type} is proposed of no paper`);
      }
      created.push(made);
    }
  };

  ofYear(fiscalYear: number): YearOnBooks {
    const registered = [...this.programmes.values()].flatMap((one) => (one.situation === 'registered' ? [one] : []));
    return {
      appropriations: [...this.appropriations.values()].flatMap((one) => {
        if (one.situation !== 'issued' || one.terms.fiscalYear !== fiscalYear) return [];
        const of = registered.find(({ programmeId }) => programmeId === one.terms.programmeId);
        const { fundingLevel, budgetType, issuedAs, programmeId } = one.terms;
        return {
          ...{ appropriationId: one.appropriationId, programmeId, fundingLevel, budgetType, issuedAs },
          ...{ code: of?.code ?? '', name: of?.name ?? '', amountFen: one.money.sums.budgetFen, plan: one.plan },
          targets: of?.targets.get(fiscalYear) ?? null,
        };
      }),
      programmes: registered.map(({ programmeId, code, name, standards }) => ({
        ...{ programmeId, code, name, standard: standards.at(-1) ?? null, byGroups: false },
      })),
    };
  }
}

const sheets = fc
  .uniqueArray(
    fc.record({
      code: fc.integer({ min: 1, max: 6 }),
      amount: fc.integer({ min: 1, max: 90 }),
      plan: fc
        .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 3, maxLength: 3 })
        .map((shares) => [...shares.sort((a, b) => a - b), 100]),
      rate: fc.integer({ min: 1, max: 9 }),
      heads: fc.integer({ min: 1, max: 9 }),
      target: fc.integer({ min: 80, max: 99 }),
    }),
    { minLength: 1, maxLength: 5, selector: ({ code }) => code },
  )
  .map((all) => [...all].sort((a, b) => a.code - b.code));

const day = parseBusinessDate('2025-03-01');
const against = (books: Books, prints: PaperPrints | null) => ({
  books: books.ofYear(2025),
  prints,
  fileName: '甲.docx',
});
const enter = (books: Books, printed: readonly Printed[], prints: PaperPrints | null, prefix: string) => {
  const proposal = proposeEntries(draftOf(printed), CHOICES, day, against(books, prints));
  expect(proposal.open).toEqual([]);
  books.take(proposal.acts, prefix);
  return proposal;
};
const amounts = (books: Books) =>
  new Map(books.ofYear(2025).appropriations.map(({ code, amountFen }) => [code, formatYuan(amountFen)]));
const wan = (amount: number): string => `${amount}0000.00`;

describe('one paper after another', () => {
  it('leaves the books as the later one prints them, and finds nothing in it again', () => {
    fc.assert(
      fc.property(sheets, sheets, (first, later) => {
        const books = new Books();
        enter(books, first, null, 'first');
        const { comparison } = enter(books, later, 'whole', 'later');
        const stands = amounts(books);
        for (const { code, amount } of later) expect(stands.get(CODE(code))).toBe(wan(amount));
        const isPrinted = (code: number) => later.some((one) => one.code === code);
        const unprinted = first.filter(({ code }) => !isPrinted(code));
        for (const { code, amount } of unprinted) expect(stands.get(CODE(code))).toBe(wan(amount));
        expect(comparison.gone.map(({ code }) => code)).toEqual(unprinted.map(({ code }) => CODE(code)));
        for (const one of books.ofYear(2025).appropriations) {
          const printed = [...later, ...unprinted].find(({ code }) => CODE(code) === one.code)!;
          expect(one.plan?.map(({ cumulativeShare }) => cumulativeShare)).toEqual(
            printed.plan.map((each) => each * 100),
          );
          expect(one.targets?.at(-1)?.target).toBe(`≥${printed.target}%`);
        }

        const again = proposeEntries(draftOf(later), CHOICES, day, against(books, null));
        expect([again.acts, again.changes]).toEqual([[], []]);
        expect(again.comparison.programmes.every(({ standing }) => standing === 'same')).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('adds what an addition prints, to the fen, and touches no plan', () => {
    fc.assert(
      fc.property(sheets, sheets, (first, later) => {
        const books = new Books();
        enter(books, first, null, 'first');
        const plans = new Map(books.ofYear(2025).appropriations.map(({ code, plan }) => [code, plan]));
        enter(books, later, 'addition', 'later');
        const was = new Map(first.map(({ code, amount }) => [CODE(code), amount]));
        const stands = amounts(books);
        for (const { code, amount } of later)
          expect(stands.get(CODE(code))).toBe(wan(amount + (was.get(CODE(code)) ?? 0)));
        for (const { code, plan } of books.ofYear(2025).appropriations)
          if (plans.has(code)) expect(plan).toBe(plans.get(code));
      }),
      { numRuns: 25 },
    );
  });

  it('proposes nothing of an amount on the books before it is said what the paper prints', () => {
    const one = { code: 1, amount: 5, plan: [25, 50, 75, 100], rate: 1, heads: 1, target: 90 };
    const books = new Books();
    enter(books, [one], null, 'first');
    const { acts, comparison } = proposeEntries(draftOf([{ ...one, amount: 7 }]), CHOICES, day, against(books, null));
    expect([acts, comparison.programmes.map(({ standing }) => standing)]).toEqual([[], ['asked']]);
  });

  it('asks for the 文号 of what comes or is added at another level, unless the paper prints it', () => {
    const one = { code: 1, amount: 5, plan: [25, 50, 75, 100], rate: 1, heads: 1, target: 90 };
    const central = CHOICES.map((each) => (each.field === 'fundingLevel' ? { ...each, value: 'central' } : each));
    const on = (number: string): readonly Choice[] => [
      ...central,
      { sequence: 1, field: 'documentNumber', value: `财社〔2025〕${number}号`, reason: '据下达文' },
    ];
    const books = new Books();
    const asked = (printed: Printed, prints: PaperPrints | null) => {
      const { acts, open } = proposeEntries(draftOf([printed]), central, day, against(books, prints));
      expect(acts).toEqual([]);
      return open.map(({ field, sentence }) => [field, sentence]);
    };
    const number = [['documentNumber', '没有写明文号']];
    expect(asked(one, null)).toEqual(number);
    books.take(proposeEntries(draftOf([one]), on('1'), day, against(books, null)).acts, 'first');

    const more = { ...one, amount: 2 };
    expect(asked(more, 'addition')).toEqual(number);
    const { open, acts } = proposeEntries(draftOf([more]), on('9'), day, against(books, 'addition'));
    expect(open).toEqual([]);
    expect(acts).toMatchObject([{ type: 'supplement-appropriation', documentNumber: { printed: '财社〔2025〕9号' } }]);
    books.take(acts, 'later');
    expect([...amounts(books).values()]).toEqual([wan(7)]);
    // Less of it needs no document.
    const less = draftOf([{ ...one, amount: 1 }]);
    expect(proposeEntries(less, central, day, against(books, 'whole')).open).toEqual([]);
  });

  it('reads what is titled 追加, and asks of it as of any other', () => {
    const added = { ...paperWith([sheetWith()], '12.00万元'), title: ['江南省临水县水务局', '2025年部门预算追加公开'] };
    const books = new Books();
    books.take(proposeEntries(readPrinted(paperWith([sheetWith()], '12.00万元')), CHOICES, day).acts, 'first');
    const proposal = proposeEntries(readPrinted(added), CHOICES, day, against(books, 'addition'));
    expect(proposal.acts).toMatchObject([{ type: 'supplement-appropriation', amountFen: '12000000' }]);
  });

  it('says of each change what stands on the books and what it would be', () => {
    const one = { code: 1, amount: 5, plan: [25, 50, 75, 100], rate: 1, heads: 1, target: 90 };
    const books = new Books();
    enter(books, [one], null, 'first');
    const other = { ...one, amount: 7, plan: [20, 50, 75, 100], rate: 2 };
    const { changes, acts } = proposeEntries(draftOf([other]), CHOICES, day, against(books, 'whole'));
    expect(changes.map(({ what, sentence }) => `${what}：${sentence}`)).toEqual([
      '追加：全年预算 50,000.00 元 → 70,000.00 元',
      expect.stringContaining('调整支出计划：支出计划 2025-03-31 25.00%'),
      expect.stringContaining('发放标准：1.00 元/月，1 人，每月10日以前 → 2.00 元/月'),
      '绩效指标：绩效指标 4 项 → 4 项，内容不同',
    ]);
    expect(acts.map(({ type }) => type)).toEqual([
      'supplement-appropriation',
      'revise-spending-plan',
      'set-payment-standard',
      'set-performance-targets',
    ]);
  });
});
