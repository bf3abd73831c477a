import type { z } from 'zod';
import type { AuditQuestion } from './question';

/** What a field of an answer's rows is called where people read it; `null` for ids, which are links and no column. */
const TITLE: Readonly<Record<string, string | null>> = {
  act: '事项',
  accountId: null,
  actor: '办理人',
  agree: '一致',
  alertId: null,
  amount: '金额',
  answer: '回答',
  appropriationId: null,
  appropriationIds: null,
  approvedBy: '审批人',
  arrived: '已到账',
  asKnownNow: '现在所知',
  asKnownThen: '当时所知',
  available: '可用',
  availableAsRefused: '拒绝时所报可用',
  bank: '开户银行',
  before: '变动前',
  after: '变动后',
  budget: '全年预算',
  budgetType: '预算类型',
  cause: null,
  causeName: '预警',
  change: '变动',
  charge: '分担',
  check: '核对',
  clearedOn: '销号日',
  complete: '已办完',
  confirmedBy: '确认人',
  confirmedOn: '确认日',
  days: '天数',
  daysLate: '迟几天',
  daysToArrive: '到账天数',
  daysToPay: '到付出天数',
  declared: '在申报口径内',
  detail: '说明',
  disposition: '处置',
  documentNumber: '文号',
  due: '时限',
  effects: '影响',
  end: '下落',
  examined: '核对事件数',
  file: '文件',
  firstArrivedOn: '首次到账',
  firstPaidOn: '首次付出',
  formula: '依据',
  found: '不符',
  from: '自',
  frozen: '冻结',
  groupId: null,
  groupName: '人群',
  headcount: '人数',
  heads: '人数',
  holds: '相符',
  inTransit: '在途',
  issuedOn: '下达日',
  kind: '种类',
  lastFour: '尾号',
  left: '余额',
  level: '级次或级别',
  lines: '触发项',
  netEffect: '净影响',
  notArrived: '未到账',
  number: '事件',
  numbers: '事件',
  on: '业务日期',
  otherPost: '另一岗位',
  outcome: '结果',
  owed: '应付',
  paid: '已付',
  paidHeads: '已付人数',
  paidOn: '支付日',
  parameters: '条件',
  payee: '收款户',
  payeeId: null,
  paymentId: null,
  paymentIds: null,
  period: '所属期',
  person: '人员',
  post: '岗位',
  programmeId: null,
  programmeName: '项目',
  proposedBy: '提出人',
  provided: '金额',
  purpose: '摘要',
  raisedLevel: '触发级别',
  raisedOn: '触发日',
  reason: '事由',
  recordedAt: '登记时点',
  recordedLater: '其后补登的事件',
  refusedOn: '曾被拒绝',
  regular: '正常发放笔数',
  reissuedBy: null,
  reissuedOn: '重发支付日',
  required: '需要',
  rule: '规则',
  ruleName: '规则名',
  ruleVersion: '阈值版本',
  sequence: '序号',
  settled: '已付',
  sha256: '摘要（SHA-256）',
  short: '缺口',
  sources: '各级人数',
  standsInFor: '代谁',
  steps: '经过',
  subjectName: '项目',
  thresholdsReason: '阈值事由',
  thresholdsSince: '阈值起用日',
  to: '至',
  unrestored: '未恢复指标',
  until: '止',
  what: '事项',
};

export interface AnswerColumn {
  readonly name: string;
  /** `null` where it is a link and no column of its own. */
  readonly title: string | null;
}

/** The fields of an answer's rows in their order, nested ones too; a field without a title is a fault of this list. */
export function columnsOf({ row }: Pick<AuditQuestion<unknown>, 'row'>): readonly AnswerColumn[] {
  const found = new Map<string, AnswerColumn>();
  const walk = (schema: z.ZodType): void => {
    const { def } = schema as unknown as { def: Def };
    if (def.shape !== undefined)
      for (const [name, field] of Object.entries(def.shape)) {
        if (!(name in TITLE)) throw new Error(`a field of an answer has no title: ${name}`);
        if (!found.has(name)) found.set(name, { name, title: TITLE[name] ?? null });
        walk(field);
      }
    for (const inner of [def.element, def.innerType]) if (inner !== undefined) walk(inner);
  };
  walk(row);
  return [...found.values()];
}

interface Def {
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
}
