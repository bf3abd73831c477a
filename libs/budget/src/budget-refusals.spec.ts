import { parsePeriod } from '@bofu/kernel';
import { day, yuan } from '../testing/appropriation-examples';
import { budgetRefusals } from './budget-refusals';
import type { BudgetRefusals } from './domain/refusals';

const facts: { readonly [Code in keyof BudgetRefusals]: BudgetRefusals[Code] } = {
  'programme-code-format': { received: 'a/b' },
  'unit-code-format': { received: 'a/b' },
  'appropriation-exists': { appropriationId: 'X' },
  'appropriation-not-found': { appropriationId: 'X' },
  'insufficient-appropriation': {
    appropriationId: 'X',
    programmeName: '中央补贴',
    availableFen: yuan('6,973,681.00'),
    requiredFen: yuan('7,029,591.00'),
    shortFen: yuan('55,910.00'),
    leastOn: null,
  },
  'nothing-frozen': { frozenFen: yuan('40.00'), requestedFen: yuan('40.01'), effectiveOn: day('03-01') },
  'same-document-again': { documentNumber: '保财社〔2021〕88号', amountFen: yuan('40.01'), effectiveOn: day('03-01') },
  'outside-fiscal-year': { date: day('03-01'), fiscalYear: 2020 },
  'before-issue': { date: day('01-31'), issuedOn: day('02-01') },
  'arrival-exceeds-appropriation': {
    ...{ appropriationId: 'X', budgetFen: yuan('100.00') },
    ...{ arrivedFen: yuan('60.00'), amountFen: yuan('40.01') },
  },
  'arrival-not-found': { arrivalId: 'a1' },
  'document-number-required': { fundingLevel: 'municipal' },
  'change-large': { amountFen: yuan('300000.00'), fromFen: yuan('200000.00') },
  'appropriation-file-required': { act: 'issue-appropriation' },
  'needs-signatures': { act: 'supplement-appropriation' },
  'entry-not-found': { entry: 3 },
  'virement-to-itself': { appropriationId: 'X' },
  'virement-across-budget-types': { from: 'state-capital-operations', to: 'general-public' },
  'virement-across-levels-undocumented': { from: 'municipal', to: 'central' },
  'plan-already-adopted': { appropriationId: 'X' },
  'plan-not-adopted': { appropriationId: 'X' },
  'plan-unsound': { reason: 'shares-decreasing' },
  'payment-id-reused': { paymentId: 'p1' },
  'payment-not-committed': { paymentId: 'p1' },
  'payment-not-settled': { paymentId: 'p1' },
  'payment-already-adjusted': { paymentId: 'p1' },
  'return-exceeds-payment': { paymentId: 'p1', paidFen: yuan('20.00'), returnedFen: yuan('20.01') },
  'return-id-reused': { returnId: 'r1' },
  'prior-year-return': { date: day('03-01'), fiscalYear: 2020 },
  'dated-before-commitment': { date: day('02-09'), committedOn: day('02-10') },
  'dated-before-payment': { date: day('02-19'), paidOn: day('02-20') },
  'formed-in-another-year': { formedIn: 2020, fiscalYear: 2021, issuedAs: 'regular' },
  'not-provisional': { appropriationId: 'X' },
  'opening-balance-entered-already': { appropriationId: 'X' },
  'opening-period-claimed': { programmeId: 'programme-1', period: parsePeriod('2021-02'), holderId: 'p1' },
  'programme-exists': { programmeId: 'P', code: '13062121RXGO3YWDTCKQR' },
  'programme-not-found': { programmeId: 'P' },
  'programme-ended-already': { programmeId: 'P', endsOn: day('07-01') },
  'programme-not-ended': { programmeId: 'P' },
  'group-exists': { programmeId: 'P', groupId: 'g', name: '70岁以上' },
  'group-not-found': { programmeId: 'P', groupId: 'g' },
  'performance-target-not-found': { programmeId: 'P', fiscalYear: 2021, target: '产出指标/数量指标/人数' },
  'performance-target-twice': { target: '产出指标/数量指标/人数' },
  'target-needs-a-finding': { target: '产出指标/数量指标/人数' },
  'target-statements-refused': {
    refused: [
      { target: '产出指标/数量指标/人数', flaw: 'proved-by-payments' },
      {
        target: '满意度',
        flaw: 'completion-against-verdict',
        verdict: 'met',
        completion: 7_999,
        least: 8_000,
        most: 10_000,
      },
    ],
  },
  'clearing-window-closed': { date: day('03-01'), fiscalYear: 2020, clearingUntil: null },
  'control-total-mismatch': {
    mismatches: [
      {
        label: '项目支出',
        budgetType: 'general-public',
        declaredFen: yuan('3.00'),
        programmesFen: yuan('5.00'),
        unexplainedFen: yuan('2.00'),
      },
    ],
  },
  'import-file-invalid': { defects: [{ pointer: '/programmes/0/code', reason: '须为 21 位' }], total: 1 },
};

const sentenceOf = <Code extends keyof BudgetRefusals>(code: Code): string => budgetRefusals[code].title(facts[code]);

describe('what an appropriation refuses', () => {
  it('is said in the clerk’s words, with the figures she needs', () => {
    expect(sentenceOf('insufficient-appropriation')).toBe(
      '余额不足：可用 6,973,681.00 元，本次需要 7,029,591.00 元，缺口 55,910.00 元',
    );
    expect(sentenceOf('document-number-required')).toBe('市级资金须填写文号');
    expect(sentenceOf('virement-across-budget-types')).toBe(
      '不同预算类型之间不能调剂：国有资本经营预算 → 一般公共预算',
    );
    expect(sentenceOf('virement-across-levels-undocumented')).toBe('不同级次资金之间调剂须填写文号：市级 → 中央');
    expect(sentenceOf('plan-unsound')).toBe('支出计划不正确：累计比例不能比前一时点低');
  });

  it.each(Object.keys(facts) as (keyof BudgetRefusals)[])('%s has a Chinese sentence without holes', (code) => {
    expect(sentenceOf(code)).toMatch(/\p{Script=Han}/u);
    expect(sentenceOf(code)).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it('has a sentence for every code, and a status of its kind', () => {
    expect(Object.keys(budgetRefusals).sort()).toEqual(Object.keys(facts).sort());
    for (const { status } of Object.values(budgetRefusals)) expect([404, 409, 422]).toContain(status);
  });
});
