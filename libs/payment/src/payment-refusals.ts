import { formatYuanGrouped, type Fen, type RefusalCatalogue } from '@bofu/kernel';
import type { PaymentRefusals } from './domain/refusals';
import { PAYMENT_SITUATION_LABEL, SIGNATURE_LABEL } from './payment-labels';

const yuan = (amount: Fen): string => `${formatYuanGrouped(amount)} 元`;

export const paymentRefusals: RefusalCatalogue<PaymentRefusals> = {
  'payment-exists': { status: 409, title: ({ paymentId }) => `付款 ${paymentId} 已经提交过` },
  'payment-not-found': { status: 404, title: ({ paymentId }) => `找不到付款 ${paymentId}` },
  'wrong-state': {
    status: 409,
    title: ({ paymentId, situation, needed }) =>
      `付款 ${paymentId} 现为“${PAYMENT_SITUATION_LABEL[situation]}”，此操作只能用于“${PAYMENT_SITUATION_LABEL[needed]}”的付款`,
  },
  'signature-out-of-turn': {
    status: 409,
    title: ({ asked, next }) =>
      next === null
        ? `付款已移交，不能再${SIGNATURE_LABEL[asked]}`
        : `还不能${SIGNATURE_LABEL[asked]}：付款正待${SIGNATURE_LABEL[next]}`,
  },
  'signed-already': {
    status: 403,
    title: ({ asked, as }) =>
      ({
        signer: '您已在此单上签过：经办、复核、审批、第二次审批须各为一人',
        'signer-in-stead': '代理关系中的另一人已在此单上签过：代理人与被代理人视为一人',
        maker: `制单人不能${SIGNATURE_LABEL[asked]}本人单据`,
        'maker-in-stead': `代理关系中的另一人是制单人，不能由您${SIGNATURE_LABEL[asked]}：代理人与被代理人视为一人`,
        'maker-before': `您是本笔所代替的付款的制单人，不能${SIGNATURE_LABEL[asked]}本笔`,
      })[as],
  },
  'content-changed': { status: 409, title: () => '付款内容与您看到的不同，请重新打开核对后再签' },
  'second-approval-needed': {
    status: 409,
    title: ({ tier, newAccount }) => {
      const why = [
        tier && `${tier.windowDays} 日内累计 ${yuan(tier.sumFen)}，达到本部门的审批分档 ${yuan(tier.tierFen)}`,
        newAccount &&
          `收款账户（尾号 ${newAccount.lastFour}）${newAccount.confirmedOn} 才确认，审批时不满 ${newAccount.newAccountDays} 日`,
      ].filter((each) => each !== null);
      return `还不能移交：${why.join('；')}，须先由监管第二次审批`;
    },
  },
  'payee-not-registered': {
    status: 422,
    title: ({ name }) => `本部门只付登记的收款户，“${name}”须从收款户中选择；没有的请先登记并经确认`,
  },
  'not-handed-over': {
    status: 409,
    title: ({ next }) => `付款尚未移交，正待${SIGNATURE_LABEL[next]}`,
  },
  'handed-over-already': {
    status: 409,
    title: ({ handedOverOn }) =>
      `付款已于 ${handedOverOn} 移交，不能再退回修改或撤销；确需收回的，由银行或国库拒付，凭其回单登记拒付`,
  },
  'withdrawal-asked': {
    status: 409,
    title: ({ requestedOn }) => `付款已于 ${requestedOn} 申请撤销，同意或不同意之前不能办理其他事项`,
  },
  'withdrawal-not-asked': { status: 409, title: () => '付款没有待同意的撤销申请，请刷新后再看' },
  'correction-asked': {
    status: 409,
    title: ({ requestedOn }) => `付款已有待确认的更正或冲销（${requestedOn}），确认或不同意之后才能再申请`,
  },
  'correction-not-asked': { status: 409, title: () => '付款没有待确认的更正或冲销，请刷新后再看' },
  'own-request': { status: 403, title: () => '申请与同意须为两个人：这一申请是您提出的，请由另一人办理' },
  'before-request': {
    status: 422,
    title: ({ date, requestedOn }) => `日期 ${date} 早于申请日 ${requestedOn}`,
  },
  'no-lines': { status: 422, title: () => '付款没有资金来源，请至少选择一个预算指标' },
  'line-needs-reason': { status: 422, title: ({ line }) => `第 ${line} 行是补发或扣回，须写明事由` },
  'line-not-found': {
    status: 422,
    title: ({ paymentId, line }) => `付款 ${paymentId} 没有可按人数退回的第 ${line} 行`,
  },
  'times-not-positive': {
    status: 422,
    title: ({ line, times }) => `第 ${line} 行的发放次数须为大于零的整数：${times}`,
  },
  'charge-not-found': { status: 422, title: ({ paymentId, charge }) => `付款 ${paymentId} 没有第 ${charge} 项分担` },
  'charge-to-be-named': {
    status: 422,
    title: ({ appropriationId }) => `付款有几项分担列支于预算指标 ${appropriationId}，请写明分担序号`,
  },
  'period-ahead': {
    status: 422,
    title: ({ period, submittedOn }) =>
      `所属期 ${period} 晚于提交日 ${submittedOn} 所在的月份：确属提前发放的，请选“预发”`,
  },
  'period-not-ahead': {
    status: 422,
    title: ({ period, submittedOn }) =>
      `预发须写明提交日 ${submittedOn} 之后月份的所属期${period === null ? '' : `，现为 ${period}`}`,
  },
  'period-already-paid': {
    status: 409,
    title: ({ period, programmeName, paymentId }) =>
      `${programmeName} ${period} 的定期发放已提交（付款 ${paymentId}），补发请另作补发批次`,
  },
  'programme-ended': {
    status: 422,
    title: ({ programmeName, endsOn, period }) =>
      `${programmeName}自 ${endsOn} 起终止，${period === null ? '此后不再付款；欠发的请写明所属期' : `${period} 不再发放`}`,
  },
  'replaced-payment-stands': {
    status: 409,
    title: ({ paymentId, situation }) =>
      `付款 ${paymentId} 现为“${PAYMENT_SITUATION_LABEL[situation]}”，未曾退回、撤回、作废、拒付或冲销，不能另填一笔代替`,
  },
  'reissued-return-not-found': {
    status: 422,
    title: ({ paymentId, returnId }) => `付款 ${paymentId} 没有退回 ${returnId}，无从重发`,
  },
  'reissue-not-waited-for': {
    status: 409,
    title: ({ returnId }) => `退回 ${returnId} 不待重发：是主动退回，或已登记不再重发`,
  },
  'return-reissued-already': {
    status: 409,
    title: ({ returnId, paymentId }) => `退回 ${returnId} 已由付款 ${paymentId} 重发，一笔退回只重发一次`,
  },
  'reissue-exceeds-return': {
    status: 422,
    title: ({ returnedFen, reissuedFen }) =>
      `重发金额超过退回金额：退回 ${yuan(returnedFen)}，本次 ${yuan(reissuedFen)}`,
  },
  'reissue-by-another-route': {
    status: 422,
    title: ({ paymentId, returnId }) =>
      `付款 ${paymentId} 的退回 ${returnId} 存在财政专户、支出户中，须仍由该账户重发，不再占用指标`,
  },
  'repayment-exceeds-advance': {
    status: 422,
    title: ({ owedFen, repaidFen }) => `归垫金额超过尚未归垫的金额：尚有 ${yuan(owedFen)}，本次 ${yuan(repaidFen)}`,
  },
  'appropriation-twice-in-run': {
    status: 422,
    title: ({ appropriationId }) => `同一发放批次中预算指标 ${appropriationId} 对同一人群、同一所属期出现两次，请合并`,
  },
  'headcount-not-positive': { status: 422, title: ({ headcount }) => `人数须为大于零的整数：${headcount}` },
  'payout-run-short': {
    status: 422,
    title: ({ requiredFen, shortfalls }) =>
      `余额不足，整批未提交（共需 ${yuan(requiredFen)}）：` +
      shortfalls
        .map(
          ({ programmeName, availableFen, requiredFen: required, shortFen, payableHeadcount }) =>
            `${programmeName}可用 ${yuan(availableFen)}，本次需要 ${yuan(required)}，` +
            `缺口 ${yuan(shortFen)}` +
            (payableHeadcount === null ? '' : `，最多可发 ${payableHeadcount.toLocaleString('en-US')} 人`),
        )
        .join('；'),
  },
  'return-exceeds-headcount': {
    status: 422,
    title: ({ outstanding, returned }) => `退回人数超过尚未退回的人数：尚有 ${outstanding} 人，本次退回 ${returned} 人`,
  },
  'return-needs-lines': { status: 422, title: () => '付款有不同的人群或所属期，退回须按行填写人数' },
  'return-needs-split': { status: 422, title: () => '付款由几项分担列支，退回须写明各项分担的金额' },
  'return-needs-amount': { status: 422, title: () => '付款没有按人数计发的行，退回须填写金额' },
  'return-exceeds-net': {
    status: 422,
    title: ({ netFen, returnedFen }) => `退回金额超过已付净额：已付净额 ${yuan(netFen)}，本次退回 ${yuan(returnedFen)}`,
  },
  'return-after-move': {
    status: 422,
    title: ({ charge, movedTo, movedOn }) =>
      `第 ${charge} 项已于 ${movedOn} 更正到第 ${movedTo.join('、')} 项，款项此后由该项列支：` +
      `退回请登记在第 ${movedTo.join('、')} 项，业务日期不早于 ${movedOn}，实际退回之日写入事由`,
  },
  'return-recorded-already': { status: 409, title: ({ returnId }) => `退回编号 ${returnId} 已经登记过` },
  'payment-already-returned': {
    status: 409,
    title: ({ paymentId }) => `付款 ${paymentId} 已有退回，不能整笔冲销`,
  },
  'same-payment-again': {
    status: 409,
    title: ({ paymentId, submittedOn }) =>
      `疑似重复：同一项目、收款户、金额、所属期已于 ${submittedOn} 提交过（付款 ${paymentId}）；确非重复的，请写明事由后再提交`,
  },
  'voucher-used-already': {
    status: 409,
    title: ({ voucherNumber, paymentId }) =>
      `支付凭证号 ${voucherNumber} 已用于付款 ${paymentId}；确属同一凭证的，请写明事由后再登记`,
  },
  'month-skipped': {
    status: 409,
    title: ({ period, skipped, programmeName }) =>
      `${programmeName} ${skipped} 尚未发放，现在提交的是 ${period}；请核对所属期，确要先发后面月份的，请写明事由后再提交`,
  },
  'headcount-moved': {
    status: 409,
    title: ({ period, heads, monthBefore, headsBefore }) =>
      `${period} 发放 ${heads.toLocaleString('en-US')} 人，${monthBefore} ${headsBefore.toLocaleString('en-US')} 人，` +
      `${heads < headsBefore ? '减' : '增'} ${Math.abs(heads - headsBefore).toLocaleString('en-US')} 人，达到两成；请核对人数，无误的写明事由后再提交`,
  },
  'after-cut-off': {
    status: 409,
    title: ({ submittedOn, lastSubmissionOn }) =>
      `${submittedOn} 已过年末最后提交日 ${lastSubmissionOn}；确须本年支付的，请写明事由后再提交`,
  },
  'payment-large': {
    status: 409,
    title: ({ totalFen, fromFen }) =>
      `大额付款：合计 ${yuan(totalFen)}，达到本部门设定的 ${yuan(fromFen)}；请核对金额，无误的写明事由后再提交`,
  },
  'entered-late': {
    status: 409,
    title: ({ day, today }) =>
      `补登：${day} 距今日（${today}）已超过五个工作日，请写明补登事由；批量补录的，请先由监管开启期初补录`,
  },
  'before-submission': {
    status: 422,
    title: ({ date, submittedOn }) => `日期 ${date} 早于提交日 ${submittedOn}`,
  },
  'before-payment': { status: 422, title: ({ date, paidOn }) => `日期 ${date} 早于支付日 ${paidOn}` },
  'not-charged-to': {
    status: 422,
    title: ({ appropriationId }) => `付款现在没有列支于预算指标 ${appropriationId}，无可更正`,
  },
  'already-charged-to': {
    status: 422,
    title: ({ appropriationId }) => `付款已列支于预算指标 ${appropriationId}，不能再更正到该指标`,
  },
  'scheme-exists': { status: 409, title: ({ schemeId }) => `发放方案 ${schemeId} 已经制定过，如需改动请调整` },
  'scheme-not-found': { status: 404, title: ({ schemeId }) => `找不到发放方案 ${schemeId}` },
  'scheme-without-lines': { status: 422, title: () => '发放方案没有资金来源，请至少选择一个预算指标' },
  'scheme-appropriation-unknown': {
    status: 422,
    title: ({ appropriationId }) => `发放方案中的预算指标 ${appropriationId} 不存在`,
  },
  'appropriation-twice-in-scheme': {
    status: 422,
    title: ({ appropriationId }) => `发放方案中预算指标 ${appropriationId} 出现两次，请合并`,
  },
  'scheme-across-fiscal-years': {
    status: 422,
    title: ({ fiscalYears }) => `发放方案的预算指标须属于同一年度，现有 ${fiscalYears.join('、')} 年`,
  },
  'scheme-outside-fiscal-year': {
    status: 422,
    title: ({ date, fiscalYear }) => `生效日期 ${date} 不在预算年度 ${fiscalYear} 年之内`,
  },
};
