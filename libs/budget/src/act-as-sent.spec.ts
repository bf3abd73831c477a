import { actAsSent } from './act-as-sent';
import { budgetActRequest } from './budget-act-request';
import { budgetActShape } from './budget-act-shape';
import { BUDGET_ACTS, type BudgetActType } from './domain/budget-act';

const ON = '6f8b7c1e-2f77-4a53-9d5e-0d9a7b1c2d3e';
const OTHER = '7a9c8d2f-3a88-4b64-8e6f-1e0b8c2d3e4f';
const moved = { amount: '120000.50', effectiveOn: '2026-03-05', reason: '人数增加' };
const documented = {
  ...moved,
  documentNumber: '保财社〔2026〕88号',
  documentDate: '2026-03-01',
  confirmation: '已核对',
};
const money = (content: object) => ({ appropriationId: ON, content });
const checkpoints = [
  { on: '2026-06-30', cumulativePercent: null },
  { on: '2026-12-31', cumulativePercent: '99.50' },
];
const dated = { effectiveOn: '2026-01-05' };
const SOURCES = [{ field: 'amount', printed: '12.00005', documentDigest: 'e'.repeat(64), place: '第 7 行' }];

/** One of each as a clerk sends it. */
const SENT: Readonly<Record<BudgetActType, object>> = {
  'issue-appropriation': {
    content: {
      ...{ programmeCode: '13060721LX2026PAPER01', programmeName: '零星补助', fiscalYear: 2026, formedIn: 2025 },
      ...{ batch: 2, unitCode: '110001', unitName: '本级', fundingLevel: 'central', fundingLevelBasis: 'inferred' },
      ...{
        budgetType: 'general-public',
        documentNumber: '财社〔2026〕1号',
        documentDate: null,
        issuedAs: 'carry-over',
      },
      ...{ amount: '500000.00', effectiveOn: '2026-01-05' },
      elements: { functionalClass: '2082602', directFunds: true, superiorDocumentNumber: '财社〔2025〕9号' },
    },
    sources: SOURCES,
  },
  'supplement-appropriation': { ...money(documented), sources: SOURCES },
  'reduce-appropriation': { entry: 1, content: { ...documented, documentNumber: null } },
  'claw-back-appropriation': money(documented),
  'freeze-appropriation': money(moved),
  'unfreeze-appropriation': money(moved),
  'replace-provisional-authority': money({ replacedBy: OTHER, ...dated, documentNumber: null, reason: '批复' }),
  'transfer-virement': { content: { from: ON, to: OTHER, ...documented } },
  'adopt-spending-plan': money({ ...dated, checkpoints }),
  'revise-spending-plan': money({ ...dated, checkpoints, reason: '提标' }),
  'register-programme': { content: { code: '13060721LX2026PAPER02', name: '高龄津贴', ...dated } },
  'rename-programme': {
    programmeId: ON,
    content: { code: '13060721LX2026PAPER02', name: '津贴', ...dated, reason: '改' },
  },
  'define-programme-group': { programmeId: ON, content: { name: '70岁以上', ...dated } },
  'set-payment-standard': {
    programmeId: ON,
    content: {
      ...{
        groupId: OTHER,
        ...dated,
        rates: [{ label: '基础养老金', amount: '113.00', per: 'month' }],
        headcount: 75587,
      },
      ...{ cashFlow: 'monthly', deadline: { kind: 'monthly', day: 30, printed: '每月30日以前' }, arrearsDueOn: null },
    },
  },
  'set-performance-targets': {
    programmeId: ON,
    content: {
      ...{ fiscalYear: 2026, ...dated },
      targets: [{ level1: '产出', level2: '数量', level3: '人数', target: '75587人', basis: '工作需要' }],
    },
  },
  'end-programme': { programmeId: ON, content: { endsOn: '2026-07-01', reason: '政策到期' } },
  'continue-programme': { entry: 2, content: { ...dated, reason: '延续' } },
};

describe('an entry of a paper, written back as it was sent', () => {
  it.each(BUDGET_ACTS)('%s says the same when it is sent again', (type) => {
    const recorded = budgetActRequest.parse({ type, ...SENT[type] });
    // As it lies in the event.
    expect(budgetActShape.parse(recorded)).toEqual(recorded);
    expect(budgetActRequest.parse(actAsSent(recorded))).toEqual(recorded);
  });
});
