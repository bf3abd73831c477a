import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { queryOf } from '../books/books-asked';
import { useBooks } from '../books/books';

export type Performance = paths['/v1/performance']['get']['responses']['200']['content']['application/json'];
export type ProgrammePerformance = Performance['items'][number];
export type TargetResult = ProgrammePerformance['targets'][number];
export type Measure = NonNullable<TargetResult['measure']>;
export type Verdict = NonNullable<NonNullable<TargetResult['statement']>['verdict']>;
export type Outlook = NonNullable<NonNullable<TargetResult['statement']>['outlook']>;

export const MEASURE: Readonly<Record<Measure, string>> = {
  'people-paid': '发放人数',
  'amount-paid': '发放金额',
  'execution-rate': '预算执行率',
  'payout-rate': '发放率',
  'timely-rate': '发放及时率',
  evidence: '凭佐证认定',
};
export const UNIT: Readonly<Record<Measure, string>> = {
  ...{ 'people-paid': '人', 'amount-paid': '元', evidence: '' },
  ...{ 'execution-rate': '%', 'payout-rate': '%', 'timely-rate': '%' },
};
export const VERDICT: Readonly<Record<Verdict, string>> = {
  met: '达成',
  'partly-met': '部分达成',
  'not-met': '未达成',
};
export const OUTLOOK: Readonly<Record<Outlook, string>> = {
  certain: '确定能',
  likely: '有可能',
  unlikely: '完全不可能',
};

/** Money and targets of every programme on the day in sight. */
export function usePerformance() {
  const { agencyId, fiscalYear, asOf, knownAt } = useBooks();
  return useQuery({
    queryKey: ['performance', agencyId, fiscalYear, asOf, knownAt],
    queryFn: () =>
      read(api.GET('/v1/performance', { params: { query: { fiscalYear, ...queryOf({ agencyId, asOf, knownAt }) } } })),
  });
}

export const keyOf = ({ level1, level2, level3 }: Pick<TargetResult, 'level1' | 'level2' | 'level3'>): string =>
  [level1, level2, level3].join('/');

/** By payments: nobody says what has come of it, only why it falls short. */
export const isProved = ({ measure }: TargetResult): boolean => measure !== null && measure !== 'evidence';

/** `75,587 人`, `98.00%`. */
export const withUnit = (measure: Measure, value: string): string => {
  const unit = UNIT[measure];
  return unit === '%' ? `${value}%` : `${Number(value).toLocaleString('en-US', fractionOf(measure))} ${unit}`;
};
const fractionOf = (measure: Measure) =>
  measure === 'amount-paid' ? { minimumFractionDigits: 2, maximumFractionDigits: 2 } : {};
