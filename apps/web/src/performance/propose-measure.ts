import type { Measure, TargetResult } from './performance';

/** A measure as it stands in the form: `value` as a person would type it. */
export interface MeasureEntry {
  readonly measure: Measure;
  readonly value: string;
  readonly bound: 'at-least' | 'at-most';
  readonly accrues: boolean;
}

const SHARE = /^([≥≤>＝=]?)(\d{1,3}(?:\.\d{1,2})?)(?:%|百分数|百分比|百分率)$/;
const MONEY = /^([≥≤>＝=]?)(\d+(?:\.\d+)?)(万元?|元)$/;
const PEOPLE = /^([≥≤>＝=]?)(\d+)人$/;

const EVIDENCE: MeasureEntry = { measure: 'evidence', value: '', bound: 'at-least', accrues: false };

/**
 * What the printed words suggest, for a person to look at: nothing counts before she declares it, and where the words
 * leave a doubt it is `evidence`.
 */
export function proposeMeasure({
  level2,
  level3,
  target,
}: Pick<TargetResult, 'level2' | 'level3' | 'target'>): MeasureEntry {
  const printed = target.normalize('NFKC').replace(/\s/g, '');
  const bound = printed.startsWith('≤') ? ('at-most' as const) : ('at-least' as const);
  const share = SHARE.exec(printed)?.[2] ?? null;
  if (/及时|准时|按时/.test(level3) && /时效/.test(level2))
    return { measure: 'timely-rate', value: share ?? '100', bound: 'at-least', accrues: false };
  if (share !== null && /^(资金)?(发放|拨付|代缴)(到位)?率$/.test(level3))
    return { measure: 'payout-rate', value: share, bound, accrues: false };
  if (share !== null && /预算.*(完成率|执行率)/.test(level3))
    return { measure: 'execution-rate', value: share, bound, accrues: true };
  const people = PEOPLE.exec(printed)?.[2] ?? null;
  if (people !== null && /(发放|代缴|享受).*人数$/.test(level3))
    return { measure: 'people-paid', value: people, bound, accrues: false };
  const money = MONEY.exec(printed);
  if (money !== null && /(发放|拨入财政专户)金额$|资金总额$/.test(level3) && !/人均/.test(level3))
    return {
      measure: 'amount-paid',
      value: `${money[2]}${(money[3] ?? '').startsWith('万') ? '万' : ''}`,
      bound,
      accrues: true,
    };
  return EVIDENCE;
}
