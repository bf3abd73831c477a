import { matrixOf, type MatrixRow, type Opens } from '@bofu/sign-in';

/**
 * Who may do what, written by hand: one row an action, whatever code carries it. What one person may do only if another
 * has done something else before is decided on the history, in the capability's own domain.
 */

/** Everybody who works with the money, or looks at how the others do. */
const READERS: Opens = {
  clerk: 'agency',
  reviewer: 'agency',
  approver: 'agency',
  cashier: 'agency',
  supervisor: 'subordinates',
  auditor: 'agency',
};
const CLERK: Opens = { clerk: 'agency' };
const OVERSIGHT: Opens = { supervisor: 'subordinates', auditor: 'agency' };
const SYSTEM: Opens = { 'system-administrator': 'installation' };
const SECURITY: Opens = { 'security-administrator': 'installation' };
const ADMINISTRATORS: Opens = { ...SYSTEM, ...SECURITY, 'audit-administrator': 'installation' };

export const RIGHTS_MATRIX: readonly MatrixRow[] = [
  { action: '进程是否在运行、能否办理', routes: ['GET /livez', 'GET /readyz'], opens: 'public' },
  {
    action: '登录、退出、我是谁，凭一次性链接设定密码或就任',
    routes: [
      'GET /v1/session',
      'POST /v1/session',
      'POST /v1/session/end',
      'POST /v1/password-settings',
      'POST /v1/administrators',
    ],
    opens: 'public',
  },
  {
    action: '更改自己的密码，再输入一次密码，查看自己的会话',
    routes: ['POST /v1/session/password', 'POST /v1/session/step-up', 'GET /v1/session/history'],
    opens: 'signed-in',
  },
  {
    action: '填写、停用自己接收通知的邮箱',
    routes: ['GET /v1/session/mail-address', 'POST /v1/session/mail-address', 'POST /v1/session/mail-address/removal'],
    opens: 'signed-in',
  },
  {
    action: '凭统一身份认证登录，或再次证明是本人',
    routes: ['POST /v1/session/identity', 'POST /v1/session/identity/answer'],
    opens: 'public',
  },
  {
    action: '把统一身份关联到账号，解除关联',
    routes: ['POST /v1/accounts/:accountId/identity', 'POST /v1/accounts/:accountId/identity/removal'],
    opens: SECURITY,
  },
  { action: '凭邮件中的链接确认邮箱', routes: ['POST /v1/mail-confirmations'], opens: 'public' },
  // Which kinds of things changed; each is told by the right to read it.
  { action: '实时通知', routes: ['GET /v1/stream'], opens: 'signed-in' },

  {
    action: '查看指标、余额与项目',
    routes: [
      'GET /v1/appropriations',
      'GET /v1/appropriations/:appropriationId',
      'GET /v1/appropriations/:appropriationId/ledger',
      'GET /v1/appropriations/:appropriationId/spending-plans',
      'GET /v1/appropriations/:appropriationId/arrivals',
      'GET /v1/programmes',
      'GET /v1/programmes/:programmeId',
      'GET /v1/programmes/:programmeId/versions',
      'GET /v1/fiscal-years',
      'GET /v1/first-hour',
      'GET /v1/opening-balances',
    ],
    opens: READERS,
  },
  {
    action: '登记指标及其变动、项目、标准与应发',
    routes: [
      'POST /v1/appropriations',
      'POST /v1/appropriations/:appropriationId/arrivals',
      'POST /v1/appropriations/:appropriationId/arrivals/:arrivalId/corrections',
      'POST /v1/appropriations/:appropriationId/clawbacks',
      'POST /v1/appropriations/:appropriationId/freezes',
      'POST /v1/appropriations/:appropriationId/opening-balance',
      'POST /v1/opening-balances',
      'POST /v1/appropriations/:appropriationId/reductions',
      'POST /v1/appropriations/:appropriationId/replacement',
      'POST /v1/appropriations/:appropriationId/spending-plan',
      'POST /v1/appropriations/:appropriationId/spending-plan-revisions',
      'POST /v1/appropriations/:appropriationId/supplements',
      'POST /v1/appropriations/:appropriationId/unfreezes',
      'POST /v1/virements',
      'POST /v1/programme-imports',
      'POST /v1/templates/:kind/import',
      'POST /v1/templates/:kind/trial',
      'GET /v1/templates/:kind.:format',
      'POST /v1/programmes',
      'POST /v1/programmes/:programmeId/continuation',
      'POST /v1/programmes/:programmeId/end',
      'POST /v1/programmes/:programmeId/entitlements',
      'POST /v1/programmes/:programmeId/groups',
      'POST /v1/programmes/:programmeId/names',
      'POST /v1/programmes/:programmeId/payment-standards',
      'POST /v1/programmes/:programmeId/performance-targets',
    ],
    opens: CLERK,
  },
  {
    action: '声明绩效指标的计算口径，登记完成情况',
    routes: [
      'POST /v1/programmes/:programmeId/performance-actuals',
      'POST /v1/programmes/:programmeId/performance-measures',
    ],
    opens: CLERK,
  },
  { action: '查看单据', routes: ['GET /v1/papers', 'GET /v1/papers/:paperId'], opens: READERS },
  { action: '提交与撤回单据', routes: ['POST /v1/papers', 'POST /v1/papers/:paperId/withdrawal'], opens: CLERK },
  {
    action: '读取预算公开，按读出的草稿提交单据',
    routes: [
      'GET /v1/paper-readings',
      'GET /v1/paper-readings/:digest',
      'POST /v1/paper-readings',
      'POST /v1/paper-readings/:digest/paper',
    ],
    opens: CLERK,
  },
  { action: '复核单据', routes: ['POST /v1/papers/:paperId/review'], opens: { reviewer: 'agency' } },
  {
    action: '审批单据：指标变动、计划、标准',
    routes: ['POST /v1/papers/:paperId/approval'],
    opens: { approver: 'agency' },
  },
  {
    action: '退回单据',
    routes: ['POST /v1/papers/:paperId/return'],
    opens: { reviewer: 'agency', approver: 'agency' },
  },
  { action: '查看月份、对账与检查清单', routes: ['GET /v1/months', 'GET /v1/months/:month'], opens: READERS },
  // Who hands money over never reconciles.
  {
    action: '对账：录入对账数，说明差异与回单缺失',
    routes: [
      'POST /v1/months/:month/bank-statement',
      'POST /v1/months/:month/finance-figures',
      'POST /v1/months/:month/explanations',
    ],
    opens: { clerk: 'agency', reviewer: 'agency' },
  },
  {
    action: '结账',
    routes: ['POST /v1/months/:month/closing'],
    opens: { reviewer: 'agency', supervisor: 'subordinates' },
  },
  {
    action: '反结账',
    routes: ['POST /v1/months/:month/reopening-proposal', 'POST /v1/months/:month/reopening'],
    opens: { reviewer: 'agency', supervisor: 'subordinates' },
  },
  { action: '查看年终十二步', routes: ['GET /v1/years/:year/closing'], opens: READERS },
  {
    action: '年终：余额处理，登记年终事项',
    routes: ['POST /v1/years/:year/balances', 'POST /v1/years/:year/notes'],
    opens: { clerk: 'agency', reviewer: 'agency' },
  },
  {
    action: '签署年度报表',
    routes: ['POST /v1/years/:year/signatures'],
    opens: { clerk: 'agency', cashier: 'agency', approver: 'agency' },
  },
  {
    action: '年终：关账日，结账',
    routes: ['POST /v1/years/:year/cut-off', 'POST /v1/years/:year/lock'],
    opens: { reviewer: 'agency', supervisor: 'subordinates' },
  },
  {
    action: '反年结',
    routes: ['POST /v1/years/:year/reopening-proposal', 'POST /v1/years/:year/reopening'],
    opens: { reviewer: 'agency', supervisor: 'subordinates' },
  },
  { action: '导入、校验花名册', routes: 'no route yet', opens: CLERK },
  { action: '提交花名册', routes: 'no route yet', opens: CLERK },
  { action: '批准花名册', routes: 'no route yet', opens: { reviewer: 'agency' } },
  { action: '查看花名册（掩码）', routes: 'no route yet', opens: READERS },
  { action: '显示一人的完整信息', routes: 'no route yet', opens: READERS },

  {
    action: '查看拨付与发放方案',
    routes: [
      'GET /v1/payments',
      'GET /v1/appropriations/:appropriationId/payment-months',
      'GET /v1/payments/:paymentId',
      'GET /v1/payments/:paymentId/story',
      'GET /v1/payout-schemes',
      'GET /v1/payout-schemes/:schemeId/last-run',
      'GET /v1/signing-queue',
      'GET /v1/signing-queue/counts',
      'GET /v1/signing-queue/:paymentId',
      'GET /v1/came-back',
    ],
    opens: READERS,
  },
  { action: '查看收款户与账户（尾号）', routes: ['GET /v1/payees'], opens: READERS },
  {
    action: '登记收款户，更名，提出、撤回、停用账户',
    routes: [
      'POST /v1/payees',
      'POST /v1/payees/:payeeId/names',
      'POST /v1/account-numbers/:accountId',
      'POST /v1/payees/:payeeId/accounts',
      'POST /v1/payees/:payeeId/accounts/:accountId/withdrawal',
      'POST /v1/payees/:payeeId/accounts/:accountId/retirement',
    ],
    opens: CLERK,
  },
  {
    action: '确认账户，不予确认',
    routes: [
      'POST /v1/payees/:payeeId/accounts/:accountId/confirmation',
      'POST /v1/payees/:payeeId/accounts/:accountId/refusal',
    ],
    opens: { reviewer: 'agency' },
  },
  // Who confirms an account holds its whole number against the paper.
  {
    action: '登记查看账户全号，查看',
    routes: [
      'POST /v1/payees/:payeeId/accounts/:accountId/disclosure',
      'GET /v1/payees/:payeeId/accounts/:accountId/number',
    ],
    opens: { reviewer: 'agency', cashier: 'agency' },
  },
  {
    action: '起草、修改、撤回自己的草稿',
    routes: [
      'GET /v1/drafts',
      'GET /v1/drafts/:draftId',
      'POST /v1/drafts/:draftId',
      'POST /v1/drafts/:draftId/removal',
    ],
    opens: CLERK,
  },
  {
    action: '保存、删除自己的视图，设定自己的列',
    routes: [
      'GET /v1/list-settings',
      'POST /v1/list-settings/:list/views',
      'POST /v1/list-settings/:list/views/removal',
      'POST /v1/list-settings/:list/columns',
    ],
    opens: READERS,
  },
  { action: '查看附件', routes: ['GET /v1/attachments', 'GET /v1/attachments/:attachmentId'], opens: READERS },
  {
    action: '添加、撤下附件',
    routes: ['POST /v1/attachment-files', 'POST /v1/attachments', 'POST /v1/attachments/:attachmentId/withdrawal'],
    opens: { clerk: 'agency', cashier: 'agency' },
  },
  {
    action: '提交拨付与发放，申请撤回，制定发放方案',
    routes: [
      'POST /v1/disbursements',
      'POST /v1/payout-runs',
      'POST /v1/payout-schemes',
      'POST /v1/payout-schemes/:schemeId/revise',
      'POST /v1/payments/:paymentId/withdrawal',
    ],
    opens: CLERK,
  },
  { action: '复核', routes: ['POST /v1/payments/:paymentId/review'], opens: { reviewer: 'agency' } },
  { action: '审批', routes: ['POST /v1/payments/:paymentId/approval'], opens: { approver: 'agency' } },
  {
    action: '分档以上的第二次审批',
    routes: ['POST /v1/payments/:paymentId/second-approval'],
    opens: { supervisor: 'subordinates' },
  },
  {
    action: '退回修改',
    routes: ['POST /v1/payments/:paymentId/send-back'],
    opens: { reviewer: 'agency', approver: 'agency', supervisor: 'subordinates' },
  },
  {
    action: '移交前申请作废，同意或不同意撤销，年终作废',
    routes: [
      'POST /v1/payments/:paymentId/voiding',
      'POST /v1/payments/:paymentId/withdrawal/agreement',
      'POST /v1/payments/:paymentId/withdrawal/declining',
      'POST /v1/payment-voidings',
    ],
    opens: { reviewer: 'agency', approver: 'agency' },
  },
  {
    action: '移交，登记支付日期、国库或银行的退回与拒付、归垫',
    routes: [
      'POST /v1/payments/:paymentId/hand-over',
      'POST /v1/payments/:paymentId/payment',
      'POST /v1/payments/:paymentId/refusals',
      'POST /v1/payments/:paymentId/returns',
      'POST /v1/payments/:paymentId/advance-repayments',
    ],
    opens: { cashier: 'agency' },
  },
  {
    action: '申请更正与冲销已登记的拨付',
    routes: ['POST /v1/payments/:paymentId/reclassifications', 'POST /v1/payments/:paymentId/reversal'],
    opens: CLERK,
  },
  {
    action: '确认更正与冲销，或不同意',
    routes: [
      'POST /v1/payments/:paymentId/correction/confirmation',
      'POST /v1/payments/:paymentId/correction/declining',
    ],
    opens: { reviewer: 'agency', approver: 'agency' },
  },

  { action: '登记退票不再重发', routes: ['POST /v1/payments/:paymentId/reissue-waivers'], opens: CLERK },
  {
    action: '执行情况、预测、报表',
    routes: [
      'GET /v1/plan-against-actual',
      'GET /v1/plan-against-actual/total',
      'GET /v1/plan-against-actual/:appropriationId',
      'GET /v1/execution-lines',
      'GET /v1/due-soon',
      'GET /v1/month-strips',
      'GET /v1/performance',
      'GET /v1/late-and-reversed',
      'GET /v1/forecast',
      'GET /v1/forecast/short',
      'GET /v1/forecast/:appropriationId',
      'GET /v1/reports',
      'GET /v1/reports/:report.:format',
      'GET /v1/reports/:report/preview',
      'POST /v1/jobs/report-exports',
      'GET /v1/report-schedules',
      'POST /v1/report-schedules',
      'POST /v1/report-schedules/:scheduleId/end',
      'GET /v1/vouchers.pdf',
      'GET /v1/supervision-notices.pdf',
    ],
    opens: READERS,
  },
  {
    action: '查看与办理预警',
    routes: [
      'GET /v1/alerts',
      'GET /v1/alerts/counts',
      'GET /v1/alerts/trend',
      'GET /v1/alerts/:alertId',
      'POST /v1/alerts/:alertId/acknowledge',
      'POST /v1/alerts/:alertId/assign',
      'POST /v1/alerts/:alertId/comment',
      'POST /v1/alerts/:alertId/dispose',
      'POST /v1/alerts/:alertId/snooze',
      'POST /v1/alerts/acknowledgements',
      'POST /v1/alerts/assignments',
      'POST /v1/alerts/dispositions',
      'GET /v1/alert-rules',
      'GET /v1/alert-evaluations',
    ],
    opens: READERS,
  },
  {
    action: '申请与同意销号',
    routes: ['POST /v1/alerts/:alertId/close', 'POST /v1/alerts/closures'],
    opens: { clerk: 'agency', supervisor: 'subordinates' },
  },
  {
    action: '评估预警',
    routes: ['GET /v1/alert-evaluations/trial', 'POST /v1/alert-evaluations', 'POST /v1/jobs/alert-evaluations'],
    opens: { clerk: 'agency', supervisor: 'subordinates' },
  },
  {
    action:
      '预警阈值，启用预警，撤销评估，清算期，足额容差，大额付款，登记资金到位，要求指标文件，审批分档，收款户管理，期初补录',
    routes: [
      'POST /v1/alert-rules/:rule/thresholds',
      'GET /v1/alert-rules/:rule/trial',
      'POST /v1/alert-watch',
      'POST /v1/alert-evaluations/withdrawals',
      'POST /v1/agencies/:agencyId/clearing-windows',
      'POST /v1/agencies/:agencyId/paid-tolerance',
      'POST /v1/agencies/:agencyId/large-payment',
      'POST /v1/agencies/:agencyId/funds-arrivals',
      'POST /v1/agencies/:agencyId/appropriation-files',
      'POST /v1/agencies/:agencyId/approval-tier',
      'POST /v1/agencies/:agencyId/payee-rules',
      'POST /v1/agencies/:agencyId/backfill',
      'POST /v1/agencies/:agencyId/backfill/closing',
    ],
    opens: { supervisor: 'subordinates' },
  },
  { action: '公示', routes: 'no route yet', opens: CLERK },

  { action: '查找', routes: ['GET /v1/search'], opens: READERS },
  {
    action: '查看业务事件',
    routes: ['GET /v1/events', 'GET /v1/events/at', 'GET /v1/events/count', 'GET /v1/events/:eventId'],
    opens: READERS,
  },
  {
    action: '审计回放与问题，审计包',
    routes: [
      'GET /v1/replay/difference',
      'GET /v1/audit/questions',
      'GET /v1/audit/questions/:n',
      'GET /v1/audit/verification',
      'POST /v1/jobs/audit-exports',
      'POST /v1/jobs/projection-comparisons',
    ],
    opens: OVERSIGHT,
  },

  {
    action: '查看后台任务及其成果',
    routes: ['GET /v1/jobs', 'GET /v1/jobs/counts', 'GET /v1/jobs/:jobId', 'GET /v1/jobs/:jobId/result'],
    opens: READERS,
  },
  {
    action: '重建投影，取消任务，查看进度',
    routes: ['POST /v1/jobs/projection-rebuilds', 'POST /v1/jobs/:jobId/cancel', 'GET /v1/projections'],
    opens: SYSTEM,
  },
  {
    action: '查看部门、单位、人员与工作日历',
    routes: [
      'GET /v1/agencies',
      'GET /v1/units',
      'GET /v1/people',
      'GET /v1/calendars',
      'GET /v1/calendars/:year',
      'GET /v1/calendars/:year/published',
    ],
    opens: { ...READERS, ...ADMINISTRATORS },
  },
  {
    action: '登记与变更部门、单位、人员、工作日历',
    routes: [
      'POST /v1/agencies',
      'POST /v1/agencies/:agencyId/changes',
      'POST /v1/agencies/:agencyId/succession',
      'POST /v1/units',
      'POST /v1/units/:unitId/changes',
      'POST /v1/units/:unitId/closure',
      'POST /v1/people/:personId/names',
      'POST /v1/calendars/:year/load',
      'POST /v1/calendars/:year/load-published',
      'POST /v1/calendars/:year/correct',
    ],
    opens: SYSTEM,
  },
  {
    action: '查看项目组',
    routes: ['GET /v1/programme-sets'],
    opens: { ...READERS, ...SECURITY, 'audit-administrator': 'installation' },
  },
  // What is in a set is a matter of the office's own control; who holds a post for it, of the security administrators.
  {
    action: '确认项目组的变更',
    routes: [
      'POST /v1/programme-sets/:programmeSetId/changes/confirmation',
      'POST /v1/programme-sets/:programmeSetId/changes/declining',
    ],
    opens: SECURITY,
  },
  {
    action: '设立、变更项目组',
    routes: ['POST /v1/programme-sets', 'POST /v1/programme-sets/:programmeSetId/changes'],
    opens: { supervisor: 'subordinates' },
  },
  { action: '登记人员', routes: ['POST /v1/people'], opens: { ...SYSTEM, ...SECURITY } },
  // Oversight: of its own agencies, and confirming in a small office alone, which each grant's history decides.
  {
    action: '查看授权',
    routes: ['GET /v1/grants'],
    opens: { ...SECURITY, 'audit-administrator': 'installation', ...OVERSIGHT },
  },
  {
    action: '确认、退回授权',
    routes: ['POST /v1/grants/:grantId/confirmation', 'POST /v1/grants/:grantId/declining'],
    opens: { ...SECURITY, ...OVERSIGHT },
  },
  {
    action: '提出、收回授权，小单位模式',
    routes: [
      'POST /v1/grants',
      'POST /v1/grants/:grantId/revocation',
      'POST /v1/agencies/:agencyId/small-office',
      'POST /v1/agencies/:agencyId/small-office/confirmation',
      'POST /v1/agencies/:agencyId/small-office/declining',
      'POST /v1/agencies/:agencyId/small-office/ending',
    ],
    opens: SECURITY,
  },
  { action: '查看账号与令牌', routes: ['GET /v1/accounts', 'GET /v1/service-tokens'], opens: ADMINISTRATORS },
  { action: '开设账号', routes: ['POST /v1/accounts'], opens: { ...SYSTEM, ...SECURITY } },
  {
    action: '停用账号，结束某人的会话',
    routes: ['POST /v1/accounts/:accountId/disabling', 'POST /v1/accounts/:accountId/session-ending'],
    opens: { ...SYSTEM, ...SECURITY },
  },
  { action: '结束所有人的会话', routes: ['POST /v1/session-endings'], opens: SECURITY },
  {
    action: '签发设定密码的链接，签发与收回令牌',
    routes: [
      'POST /v1/accounts/:accountId/links',
      'POST /v1/service-tokens',
      'POST /v1/service-tokens/:tokenId/revocation',
    ],
    opens: SECURITY,
  },
  { action: '为某人填写邮箱', routes: ['POST /v1/accounts/:accountId/mail-address'], opens: SECURITY },
  {
    action: '登记、停止推送，更换其密文，查看、再发通知',
    routes: [
      'GET /v1/webhooks',
      'POST /v1/webhooks',
      'POST /v1/webhooks/:endpointId/secrets',
      'POST /v1/webhooks/:endpointId/ending',
      'GET /v1/notices',
      'POST /v1/notices/:messageId/resending',
    ],
    opens: SYSTEM,
  },
  {
    action: '查看登录记录',
    routes: ['GET /v1/sign-in-log'],
    opens: { ...SECURITY, 'audit-administrator': 'installation' },
  },
  { action: '密码、会话与锁定的规则', routes: 'no route yet', opens: SECURITY },
  { action: '备份与恢复演练', routes: 'no route yet', opens: SYSTEM },
];

export const MATRIX_OF_RIGHTS = matrixOf(RIGHTS_MATRIX);
