/**
 * Rules of the treasury's list that no evaluation asks, so that nobody takes their silence for "nothing found": some are
 * refused before anything is on record, others wait for facts these books do not hold.
 */
export interface RuleNotEvaluated {
  readonly rule: string;
  readonly name: string;
  readonly why: 'refused-at-once' | 'facts-missing' | 'not-kept';
  /** What stands in its place, or which facts it waits for. */
  readonly instead: string;
}

const ROLL = '缺：发放花名册（逐人的证件号与发放结果）。本系统只记人数，不记人员';

export const RULES_NOT_EVALUATED: readonly RuleNotEvaluated[] = [
  { rule: 'R10', name: '重复支付', why: 'facts-missing', instead: ROLL },
  { rule: 'R11', name: '跨项目重复', why: 'facts-missing', instead: ROLL },
  {
    rule: 'R15',
    name: '金额 ≠ 单价 × 人数',
    why: 'refused-at-once',
    instead: '按人数发放的金额由单价 × 人数 × 次数算出，不能另填；补发、扣回须写明事由，否则拒绝',
  },
  {
    rule: 'R17',
    name: '待遇资格',
    why: 'facts-missing',
    instead: '缺：发放花名册，死亡、资格认证与其他待遇的登记',
  },
  {
    rule: 'R18',
    name: '岗位冲突',
    why: 'refused-at-once',
    instead: '同一人再办同一笔即拒绝；被拒绝的办理记入事件日志（同一人再办被拒），审计可查',
  },
  { rule: 'R26', name: '采购线索', why: 'facts-missing', instead: '缺：采购立项、合同与供应商的登记' },
];

/** For an agency that keeps no arrivals. */
export const ARRIVALS_NOT_KEPT: RuleNotEvaluated = {
  rule: 'R28',
  name: '上级资金到位',
  why: 'not-kept',
  instead: '本部门没有登记资金到位。在“办理设置”中设定自何日起登记，此后才据以预警',
};
