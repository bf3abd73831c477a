import type { MeasuredTarget, TargetName, TargetStatement, Verdict } from '@bofu/budget';
import { dateOf, fenToDigits, parseYuan, type BusinessDate } from '@bofu/kernel';
import type { DemoPerson } from './demo-bureau';

/**
 * What came of the 169 targets of 2021. Those that payments prove are declared so, and nobody types their values; of the
 * others the clerk of the programme says what was found, with a verdict of her own. Programmes and targets go by the number
 * they carry in the published budget. All findings are invented, and say so; where the payments of the demo year have
 * something to do with them, they fit.
 */

const YEAR = 2021;

/** Whoever pays a programme says what came of it. */
export const answeringFor = (programme: number): DemoPerson => {
  if ([2, 4, 11].includes(programme)) return '就业经办';
  if ([7, 15].includes(programme)) return '机关养老经办';
  return [6, 9, 13, 20, 21, 22].includes(programme) ? '综合经办' : '居保经办';
};

// ── How targets are counted ─────────────────────────────────────────────────────────────────────────────────────

type Counted = Exclude<MeasuredTarget['measure'], 'evidence'>;
/** `accrues`: a part of it is reached by a day. `at-most`: a ceiling, kept from the first day. */
type How = 'whole' | 'accrues' | 'at-most';
type Proof = readonly [target: number, measure: Counted, planned: string, how: How];

const PROVED: Readonly<Record<number, readonly Proof[]>> = {
  1: [
    [1, 'people-paid', '1524', 'whole'],
    [2, 'payout-rate', '100', 'accrues'],
    [3, 'timely-rate', '100', 'whole'],
  ],
  3: [[1, 'people-paid', '197', 'whole']],
  4: [[3, 'timely-rate', '100', 'whole']],
  5: [
    [1, 'people-paid', '75587', 'whole'],
    [2, 'payout-rate', '90', 'whole'],
    [3, 'timely-rate', '100', 'whole'],
  ],
  6: [[4, 'amount-paid', '25800.00', 'accrues']],
  7: [
    [2, 'execution-rate', '100', 'accrues'],
    [4, 'amount-paid', '1480000.00', 'accrues'],
  ],
  8: [
    [2, 'execution-rate', '90', 'accrues'],
    [4, 'amount-paid', '1390000.00', 'accrues'],
  ],
  9: [[4, 'amount-paid', '186100.00', 'accrues']],
  10: [
    [1, 'people-paid', '346', 'whole'],
    [2, 'payout-rate', '100', 'accrues'],
    [3, 'timely-rate', '100', 'whole'],
  ],
  11: [[4, 'amount-paid', '40000.00', 'accrues']],
  12: [
    [1, 'people-paid', '197', 'whole'],
    [2, 'payout-rate', '100', 'accrues'],
    [3, 'timely-rate', '100', 'whole'],
  ],
  13: [[4, 'amount-paid', '50000.00', 'at-most']],
  14: [
    [1, 'amount-paid', '70240000.00', 'accrues'],
    [3, 'timely-rate', '100', 'whole'],
  ],
  15: [
    [2, 'execution-rate', '100', 'accrues'],
    [4, 'amount-paid', '60000000.00', 'at-most'],
  ],
  16: [[4, 'amount-paid', '17300.00', 'accrues']],
  17: [
    [1, 'amount-paid', '15740000.00', 'accrues'],
    [3, 'timely-rate', '100', 'whole'],
    [4, 'execution-rate', '100', 'accrues'],
    [5, 'execution-rate', '100', 'accrues'],
  ],
  18: [
    [1, 'people-paid', '75587', 'whole'],
    [3, 'timely-rate', '100', 'whole'],
    [4, 'execution-rate', '100', 'accrues'],
  ],
  19: [
    [1, 'people-paid', '1947', 'whole'],
    [2, 'payout-rate', '100', 'accrues'],
    [3, 'timely-rate', '100', 'whole'],
  ],
  20: [[4, 'amount-paid', '104000.00', 'at-most']],
  21: [[4, 'amount-paid', '50000.00', 'at-most']],
  22: [[4, 'amount-paid', '100000.00', 'accrues']],
};

// ── What was found ──────────────────────────────────────────────────────────────────────────────────────────────

/** `completion` in percent; 偏差原因 and 改进措施 where it fell short. */
type Found = readonly [
  target: number,
  actual: string,
  verdict: Verdict,
  completion: string,
  evidence: string,
  reason?: string,
  remedy?: string,
];
/** Of a target that payments prove: why it fell short, and what is done about it. */
type Explained = readonly [target: number, reason: string, remedy: string];

/** The year's one survey of the insured answers for several programmes. */
const SURVEY = '2021年11月城乡居保问卷，发出300份、收回286份';
const aware = (target: number): Found => [target, '93.01%', 'met', '100', `${SURVEY}，知晓266份`];
const content = (target: number): Found => [target, '94.76%', 'met', '100', `${SURVEY}，满意271份`];
const betterOff = (target: number): Found => [target, '有提高', 'met', '90', '入户走访60户，51户认为生活有改善'];
const insured = (target: number): Found => [target, '96.20%', 'met', '100', '年末参保人数与应参保人数比对表'];
const growing = (target: number): Found => [target, '100.41%', 'met', '100', '参保人数年报，较上年末多537人'];
const contributions: readonly Found[] = [
  [4, '33元/人', 'met', '100', '代缴明细与保费入账单核对'],
  [5, '33%', 'met', '100', '每人每年100元中代缴33元，见缴费标准文件'],
  aware(6),
  content(7),
];
const enterprises: readonly Found[] = [
  [1, '100%', 'met', '100', '企业与退休人员管理职能分离协议'],
  [
    2,
    '96%',
    'met',
    '96',
    '社区接收花名册，未移交的为档案待补人员',
    '少数人员档案不全，尚未移交',
    '与企业补齐档案后移交',
  ],
  [5, '100%', 'met', '100', '企业不再承担管理服务费的确认函'],
  [6, '已实现社会化管理', 'met', '92', '社区接收协议与活动记录'],
  [7, '91%', 'met', '100', '社区回访100人，满意91人'],
];

const SAID: Readonly<Record<number, readonly Found[]>> = {
  1: contributions,
  2: [
    [1, '130人', 'met', '100', '见习单位名册与两次补贴发放表'],
    [
      ...([2, '0%', 'not-met', '0', '审核名册30人，年内未支付到人'] as const),
      ...(['年末提交，关账前未支付', '结转后于次年1月支付'] as const),
    ],
    [3, '99.10%', 'met', '100', '社保补贴抽查220份，差错2份'],
    [4, '100%', 'met', '100', '公益性岗位补贴抽查60份'],
    [5, '100%', 'met', '100', '见习补贴全部复核'],
    [6, '100%', 'met', '100', '求职创业补贴审核名册复核，未支付'],
    [7, '100%', 'met', '100', '上级指标文件与下达登记簿'],
    [
      ...([8, '95.98%', 'met', '97.94', '支付台账：已付2,677,900元，预算2,790,000元'] as const),
      ...(['尾款年末未支付', '结转后支付'] as const),
    ],
    [9, '未超过2/3', 'met', '100', '补贴标准核定表，逐户核对缴费凭证'],
    [10, '按最低工资标准', 'met', '100', '公益性岗位补贴标准文件'],
    [11, '2,518人', 'met', '100', '城镇新增就业实名制台账'],
    [12, '3.6%', 'met', '100', '年末登记失业统计表'],
    [13, '总体稳定', 'met', '95', '高校毕业生就业统计'],
    [14, '768人', 'met', '100', '失业人员再就业台账'],
    [15, '301人', 'met', '100', '就业困难人员认定与就业台账'],
    [16, '0件', 'met', '100', '信访登记簿'],
    [17, '100%', 'met', '100', '零就业家庭台账，动态清零'],
    [18, '92%', 'met', '100', '服务大厅评价器年度汇总'],
    [19, '93%', 'met', '100', '经办服务回访150人，满意140人'],
  ],
  3: [
    [2, '100%', 'met', '100', '应发差额60人，实发60人，发放表'],
    [3, '12月20日发放到位', 'met', '100', '银行代发回单'],
    [4, '行政村150元、社区100元', 'met', '100', '与协办员补贴合计的发放表'],
    betterOff(5),
    aware(6),
    content(7),
  ],
  4: [
    [1, '11个', 'met', '100', '11份验收单'],
    [2, '作用得到发挥', 'met', '92', '各平台全年办件统计'],
    [4, '2万元/个', 'met', '100', '两次拨款凭证，每个平台各1万元'],
    [5, '85%', 'met', '100', '平均办结时长对比表'],
    [6, '有提高', 'met', '90', '乡镇座谈记录'],
    [7, '92%', 'met', '100', '平台服务回访，100人中92人满意'],
  ],
  5: [[4, '2.50元/月/人', 'met', '100', '发放标准文件与12期发放表'], betterOff(5), aware(6), content(7)],
  6: [
    ...enterprises,
    [
      ...([3, '四个季度各拨付一次', 'met', '90', '支付凭证'] as const),
      ...(['第1季度误列省级指标，4月更正', '付款前核对文号'] as const),
    ],
  ],
  7: [
    [1, '个人账户1,055人、交通补贴2,881人、劳模津贴7人、特教津贴5人', 'met', '100', '12月发放明细'],
    [3, '12个月均按时发放', 'met', '100', '银行代发回单，每月25日或之前'],
    [5, '有提高', 'met', '90', '退休人员座谈记录'],
    [6, '稳定', 'met', '95', '信访登记簿，无集体上访'],
    [7, '满意', 'met', '93', '退休人员回访80人，满意76人'],
  ],
  8: [
    [1, '130,606人', 'met', '100', '个人账户记账人数，经办系统年末统计'],
    [
      ...([3, '6月25日一次拨付', 'partly-met', '70', '支付凭证'] as const),
      ...(['全年补贴一次拨付，此前各月没有拨付', '下年按月编制计划'] as const),
    ],
    betterOff(5),
    aware(6),
    content(7),
  ],
  9: [...enterprises, [3, '四个季度各拨付一次', 'met', '100', '支付凭证']],
  10: contributions,
  11: [
    [1, '57人', 'met', '100', '贷款贴息审核名册'],
    [2, '足额发放', 'met', '100', '四个季度贴息申报表与支付凭证核对'],
    [3, '四个季度均在季末前拨付', 'met', '100', '支付凭证'],
    [5, '有增加', 'met', '92', '借款人经营回访40户'],
    [6, '有促进', 'met', '90', '带动就业统计表'],
    [7, '基本满意', 'met', '92', '借款人回访40户，满意37户'],
  ],
  12: [[4, '100元/月/人', 'met', '100', '全年每人1,200元，发放表'], betterOff(5), aware(6), content(7)],
  13: [
    [1, '20条', 'met', '100', '专线租用合同'],
    [2, '97%', 'met', '100', '业务系统可用率月报'],
    [
      ...([3, '通信费按月、专线费7月一次缴清', 'met', '95', '缴费发票'] as const),
      ...(['5月通信费金额登记有误，冲销后6月1日重缴', '付款前核对发票'] as const),
    ],
    [5, '有提高', 'met', '90', '窗口等候时长统计'],
    [6, '稳定', 'met', '95', '全年没有网络中断引起的投诉'],
    [7, '96%', 'met', '100', '窗口评价器年度汇总'],
  ],
  14: [
    insured(2),
    [4, '93元/月', 'met', '100', '发放标准文件'],
    [5, '113元/月', 'met', '100', '四级分担合计，与省定最低标准比对'],
    aware(6),
    growing(7),
    content(8),
  ],
  15: [
    [1, '4,340人', 'met', '100', '12月发放明细'],
    [3, '12个月均按时发放', 'met', '100', '拨付凭证，每月25日或之前'],
    [5, '有提高', 'met', '90', '退休人员座谈记录'],
    [6, '稳定', 'met', '95', '信访登记簿，无集体上访'],
    [7, '满意', 'met', '94', '退休人员回访120人，满意115人'],
  ],
  16: [
    ...(
      [
        [1, '0人', 'not-met', '0', '支付台账，全年没有发放'],
        [2, '0%', 'not-met', '0', '支付台账，全年没有发放'],
        [3, '没有发放', 'not-met', '0', '支付台账，全年没有发放'],
        [5, '没有体现', 'not-met', '0', '补贴没有发放'],
      ] as const
    ).map((one): Found => [...one, '预算合每人每年0.33元，发放标准待核定', '商财政核定标准后补发']),
    aware(6),
    [7, '35%', 'not-met', '38.89', '高龄老人回访60人，满意21人', '补贴没有发放', '核定标准后补发并回访'],
  ],
  17: [insured(2), aware(6), growing(7), content(8)],
  18: [insured(2), [5, '113元/月', 'met', '100', '四级分担合计，与省定最低标准比对'], aware(6), growing(7), content(8)],
  19: contributions,
  20: [
    [1, '1套', 'met', '100', '验收单'],
    [2, '按合同交付，验收合格', 'met', '95', '验收报告；指标原文写的是供应商名称'],
    [
      ...([3, '8月20日验收后付清', 'partly-met', '70', '支付凭证'] as const),
      ...(['采购方式核实，4月至7月冻结', '先办采购手续再编支出计划'] as const),
    ],
    [5, '84%', 'met', '100', '参保补贴核算时长对比表'],
    [6, '稳定', 'met', '95', '没有因补贴核算引起的信访'],
    [7, '91%', 'met', '100', '被征地农民回访100人，满意91人'],
  ],
  21: [
    [1, '100%', 'met', '100', '综合事务办结登记簿'],
    [2, '各项工作有序进行', 'met', '95', '年度工作总结'],
    [3, '上半年两次拨付', 'met', '100', '支付凭证'],
    [5, '社会稳定', 'met', '95', '信访登记簿'],
    [6, '社会稳定', 'met', '95', '信访登记簿'],
    [7, '97%', 'met', '97', '服务对象回访100人，满意97人', '3人对等候时间不满意', '增设咨询窗口'],
  ],
  22: [
    [1, '3次', 'met', '100', '三次评审通知'],
    [2, '100%', 'met', '100', '评审结果公示'],
    [3, '100%', 'met', '100', '三次上缴凭证'],
    [5, '有增长', 'met', '90', '取得职称人员工资变动表'],
    [6, '有提高', 'met', '90', '用人单位座谈记录'],
    [7, '98%', 'met', '98', '参评人员回访50人，满意49人', '1人对评审周期不满意', '提前公布评审安排'],
  ],
};

const OCTOBER_LATE: readonly [string, string] = ['10月指标不足，追加后11月补发', '按预测提前申请追加'];
const EXPLAINED: Readonly<Record<number, readonly Explained[]>> = {
  1: [
    [1, '预算缺292元，9人没有排入', '商财政追加后补缴'],
    [2, '预算缺292元，9人没有排入', '商财政追加后补缴'],
  ],
  3: [[1, '本项目只发行政村差额，197人的基础部分在协办员补贴项目', '与协办员补贴项目合并编制']],
  5: [[3, ...OCTOBER_LATE]],
  10: [[1, '1人在调剂后于7月补发，不在正常发放人数内', '年初按实有人数编制预算']],
  11: [[4, '贷款余额少于预计', '按季核对贷款余额']],
  14: [[3, ...OCTOBER_LATE]],
  16: [[4, '预算合每人每年0.33元，发放标准待核定', '商财政核定标准后补发']],
  17: [
    ...([1, 4, 5] as const).map((target): Explained => [
      target,
      '按标准全年只需1,360.57万元，预算有余',
      '商财政收回或结转',
    ]),
    [3, ...OCTOBER_LATE],
  ],
  18: [
    [3, ...OCTOBER_LATE],
    [4, '按标准全年只需226.76万元，预算有余', '商财政收回或结转'],
  ],
  22: [[4, '实际参评人数少于预计', '按参评人数编制预算']],
};

/** Half of the year, of what can be counted by then. */
const SAID_IN_SUMMER: Readonly<Record<number, readonly Found[]>> = {
  2: [
    [1, '92人', 'partly-met', '70.77', '见习单位名册与上半年补贴发放表'],
    [11, '1,502人', 'partly-met', '61.81', '城镇新增就业实名制台账'],
    [14, '471人', 'partly-met', '63.65', '失业人员再就业台账'],
    [15, '188人', 'partly-met', '64.83', '就业困难人员认定与就业台账'],
  ],
};

// ── As acts carry them ──────────────────────────────────────────────────────────────────────────────────────────

/** By the number the target carries in the published budget. */
type Numbered<Said> = { readonly target: number } & Omit<Said, keyof TargetName>;
export type NumberedMeasure = Numbered<MeasuredTarget>;
export type NumberedStatement = Numbered<TargetStatement>;

/** Of those that payments prove; what nobody declares is 凭佐证认定. */
export const measuresOf = (programme: number): readonly NumberedMeasure[] =>
  (PROVED[programme] ?? []).map(([target, measure, planned, how]) => ({
    target,
    measure,
    planned: { value: valueOf(measure, planned), bound: how === 'at-most' ? 'at-most' : 'at-least' },
    accrues: how === 'accrues',
  }));

function valueOf(measure: Counted, planned: string): string {
  switch (measure) {
    case 'people-paid':
      return planned;
    case 'amount-paid':
      return fenToDigits(parseYuan(planned));
    default:
      return String(Number(planned) * 100);
  }
}

export const summerStatementsOf = (programme: number): readonly NumberedStatement[] =>
  (SAID_IN_SUMMER[programme] ?? []).map(foundBy(dateOf(YEAR, 6, 30)));

/** 自评 of the whole year. */
export function statementsOf(programme: number): readonly NumberedStatement[] {
  const asOf = dateOf(YEAR, 12, 31);
  const explained = (EXPLAINED[programme] ?? []).map(([target, reason, remedy]) => ({
    ...{ target, asOf, finding: null, reason, outlook: null, remedy },
  }));
  return [...(SAID[programme] ?? []).map(foundBy(asOf)), ...explained];
}

const foundBy =
  (asOf: BusinessDate) =>
  ([target, actual, verdict, completion, evidence, reason, remedy]: Found): NumberedStatement => ({
    target,
    asOf,
    finding: { actual, verdict, completion: Math.round(Number(completion) * 100), comment: `演示数据：${evidence}` },
    reason: reason ?? null,
    outlook: null,
    remedy: remedy ?? null,
  });
