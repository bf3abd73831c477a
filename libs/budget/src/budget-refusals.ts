import { formatBasisPoints, formatYuanGrouped, type Fen, type RefusalCatalogue } from '@bofu/kernel';
import { BUDGET_ACT_LABEL, BUDGET_TYPE_LABEL, FUNDING_LEVEL_LABEL, VERDICT_LABEL } from './budget-labels';
import { MOST_IMPORT_DEFECTS, type BudgetRefusals, type PlanDefect, type StatementFlaw } from './domain/refusals';

const PLAN_DEFECT: Record<PlanDefect, string> = {
  'no-checkpoints': '至少要有一个时点',
  'dates-not-ascending': '各时点须按日期先后排列，且不重复',
  'share-out-of-range': '累计比例须在 0% 到 100% 之间，最多两位小数',
  'shares-decreasing': '累计比例不能比前一时点低',
  'does-not-reach-100-percent': '最后填写的累计比例须为 100%',
};

const yuan = (amount: Fen): string => `${formatYuanGrouped(amount)} 元`;

function flawed(of: StatementFlaw): string {
  switch (of.flaw) {
    case 'not-found':
      return '不是该年度的绩效指标';
    case 'twice':
      return '写了两次';
    case 'needs-a-finding':
      return '须填写实际值、佐证、评定与完成率';
    case 'proved-by-payments':
      return '的实际值由支付记录算出，不能另行填报；可写偏差原因与改进措施';
    case 'completion-against-verdict':
      return (
        `完成率 ${formatBasisPoints(of.completion)}% 与评定“${VERDICT_LABEL[of.verdict]}”不符，` +
        `应在 ${formatBasisPoints(of.least)}% 至 ${formatBasisPoints(of.most)}% 之间`
      );
  }
}

export const budgetRefusals: RefusalCatalogue<BudgetRefusals> = {
  'programme-code-format': {
    status: 422,
    title: ({ received }) => `项目编码不正确：“${received}”，须为 21 位数字或大写字母`,
  },
  'unit-code-format': {
    status: 422,
    title: ({ received }) => `预算单位编码不正确：“${received}”，须为 1 至 20 位数字或字母`,
  },
  'appropriation-exists': {
    status: 409,
    title: ({ appropriationId }) => `预算指标 ${appropriationId} 已下达，不能重复下达`,
  },
  'appropriation-not-found': { status: 404, title: ({ appropriationId }) => `找不到预算指标 ${appropriationId}` },
  'insufficient-appropriation': {
    status: 422,
    title: ({ availableFen, requiredFen, shortFen, leastOn }) =>
      `余额不足：可用 ${yuan(availableFen)}，本次需要 ${yuan(requiredFen)}，缺口 ${yuan(shortFen)}` +
      (leastOn === null ? '' : `（至 ${leastOn} 只剩这些可用）`),
  },
  'nothing-frozen': {
    status: 422,
    title: ({ frozenFen, requestedFen, effectiveOn }) =>
      `解冻金额超过冻结金额：自 ${effectiveOn} 起冻结 ${yuan(frozenFen)}，本次解冻 ${yuan(requestedFen)}`,
  },
  'outside-fiscal-year': {
    status: 422,
    title: ({ date, fiscalYear }) => `日期 ${date} 不在预算年度 ${fiscalYear} 年之内`,
  },
  'before-issue': { status: 422, title: ({ date, issuedOn }) => `日期 ${date} 早于指标下达日 ${issuedOn}` },
  'arrival-exceeds-appropriation': {
    status: 422,
    title: ({ budgetFen, arrivedFen, amountFen }) =>
      `到位合计超过指标：指标 ${yuan(budgetFen)}，其余已到位 ${yuan(arrivedFen)}，本次 ${yuan(amountFen)}；指标已追加的请先登记追加`,
  },
  'arrival-not-found': { status: 404, title: ({ arrivalId }) => `这项指标没有登记过到位 ${arrivalId}` },
  'document-number-required': {
    status: 422,
    title: ({ fundingLevel }) => `${FUNDING_LEVEL_LABEL[fundingLevel]}资金须填写文号`,
  },
  'same-document-again': {
    status: 409,
    title: ({ documentNumber, amountFen, effectiveOn }) =>
      `疑似重复：文号 ${documentNumber}、金额 ${yuan(amountFen)}、生效日 ${effectiveOn} 已登记过一次；确属分次下达的，请写明事由后再登记`,
  },
  'change-large': {
    status: 409,
    title: ({ amountFen, fromFen }) =>
      `大额调整：${yuan(amountFen)}，达到本部门设定的 ${yuan(fromFen)}；请核对金额，无误的写明事由后再登记`,
  },
  'appropriation-file-required': {
    status: 422,
    title: ({ act }) => `${BUDGET_ACT_LABEL[act]}须附文件：请先添加文件（如指标文、批复），再登记或提交`,
  },
  'needs-signatures': {
    status: 409,
    title: ({ act }) =>
      `“${BUDGET_ACT_LABEL[act]}”须经经办、复核、审批三人：请以单据提交（单据 → 新建），审批后登记入账`,
  },
  'entry-not-found': { status: 422, title: ({ entry }) => `单据中没有在前的第 ${entry} 项可供引用` },
  'virement-to-itself': {
    status: 422,
    title: ({ appropriationId }) => `转出与转入是同一个预算指标：${appropriationId}`,
  },
  'virement-across-budget-types': {
    status: 422,
    title: ({ from, to }) => `不同预算类型之间不能调剂：${BUDGET_TYPE_LABEL[from]} → ${BUDGET_TYPE_LABEL[to]}`,
  },
  'virement-across-levels-undocumented': {
    status: 422,
    title: ({ from, to }) =>
      `不同级次资金之间调剂须填写文号：${FUNDING_LEVEL_LABEL[from]} → ${FUNDING_LEVEL_LABEL[to]}`,
  },
  'plan-already-adopted': {
    status: 409,
    title: ({ appropriationId }) => `预算指标 ${appropriationId} 已有支出计划，如需改动请修订`,
  },
  'plan-not-adopted': {
    status: 409,
    title: ({ appropriationId }) => `预算指标 ${appropriationId} 还没有支出计划，请先制定`,
  },
  'plan-unsound': { status: 422, title: ({ reason }) => `支出计划不正确：${PLAN_DEFECT[reason]}` },
  'payment-id-reused': { status: 409, title: ({ paymentId }) => `付款编号 ${paymentId} 已经用过，不能再用` },
  'payment-not-committed': { status: 409, title: ({ paymentId }) => `付款 ${paymentId} 在本指标上没有在途资金` },
  'payment-not-settled': { status: 409, title: ({ paymentId }) => `付款 ${paymentId} 在本指标上没有已付资金` },
  'payment-already-adjusted': {
    status: 409,
    title: ({ paymentId }) => `付款 ${paymentId} 已有退回或更正，不能整笔冲销`,
  },
  'return-exceeds-payment': {
    status: 422,
    title: ({ paidFen, returnedFen }) => `金额超过已付净额：已付净额 ${yuan(paidFen)}，本次 ${yuan(returnedFen)}`,
  },
  'return-id-reused': { status: 409, title: ({ returnId }) => `退回编号 ${returnId} 已经登记过` },
  'formed-in-another-year': {
    status: 422,
    title: ({ formedIn, fiscalYear }) =>
      formedIn > fiscalYear
        ? `形成年度 ${formedIn} 晚于预算年度 ${fiscalYear}`
        : `形成年度 ${formedIn} 与预算年度 ${fiscalYear} 不同的，须以“结转”方式下达；结转指标的形成年度须早于预算年度`,
  },
  'not-provisional': { status: 422, title: () => '只有临时指标可由批复取代' },
  'opening-balance-entered-already': { status: 409, title: () => '该指标已补录过期初' },
  'opening-period-claimed': {
    status: 409,
    title: ({ period, holderId }) => `${period} 的定期发放已有登记（${holderId}），期初不能再计该月`,
  },
  'programme-exists': { status: 409, title: ({ code }) => `项目编码 ${code} 已登记` },
  'programme-not-found': { status: 404, title: ({ programmeId }) => `找不到预算项目 ${programmeId}` },
  'programme-ended-already': { status: 409, title: ({ endsOn }) => `项目已自 ${endsOn} 起终止` },
  'programme-not-ended': { status: 409, title: () => '项目没有终止，无需恢复' },
  'group-exists': { status: 409, title: ({ name }) => `人群“${name}”已经设定` },
  'group-not-found': { status: 404, title: ({ groupId }) => `项目没有人群 ${groupId}` },
  'performance-target-not-found': {
    status: 404,
    title: ({ fiscalYear, target }) => `项目在 ${fiscalYear} 年没有绩效指标“${target}”`,
  },
  'performance-target-twice': { status: 422, title: ({ target }) => `绩效指标“${target}”写了两次` },
  'target-needs-a-finding': { status: 422, title: ({ target }) => `“${target}”须填写实际值、佐证、评定与完成率` },
  'target-statements-refused': {
    status: 422,
    title: ({ refused }) =>
      `本次都没有登记，有 ${refused.length} 项须改：${refused.map((one) => `“${one.target}”${flawed(one)}`).join('；')}`,
  },
  'clearing-window-closed': {
    status: 422,
    title: ({ date, fiscalYear, clearingUntil }) =>
      clearingUntil === null
        ? `${date} 已不在预算年度 ${fiscalYear} 年之内：在途款项请作废后列新年度，或先开放 ${fiscalYear} 年的清算期`
        : `${date} 晚于 ${fiscalYear} 年清算期的最后一日 ${clearingUntil}`,
  },
  'prior-year-return': {
    status: 422,
    title: ({ date, fiscalYear }) => `${date} 退回的是 ${fiscalYear} 年的付款：跨年退回须上缴国库，不能恢复本年指标`,
  },
  'dated-before-commitment': {
    status: 422,
    title: ({ date, committedOn }) => `日期 ${date} 早于提交日 ${committedOn}`,
  },
  'dated-before-payment': { status: 422, title: ({ date, paidOn }) => `日期 ${date} 早于支付日 ${paidOn}` },
  'control-total-mismatch': {
    status: 422,
    title: ({ mismatches }) =>
      mismatches
        .map(
          ({ label, declaredFen, programmesFen, unexplainedFen }) =>
            `${label}对不上：申报 ${yuan(declaredFen)}，项目合计 ${yuan(programmesFen)}，差额 ${yuan(unexplainedFen)} 无法解释`,
        )
        .join('；'),
  },
  'import-file-invalid': {
    status: 422,
    title: ({ defects, total }) =>
      `导入文件${total >= MOST_IMPORT_DEFECTS ? '至少' : ''}有 ${total} 处不符合要求：${defects
        .slice(0, 3)
        .map(({ pointer, reason }) => `${pointer || '文件'} ${reason}`)
        .join('；')}${total > 3 ? '……' : ''}`,
  },
};
