import { useDeferredValue } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { formatYuan, formatYuanGrouped, parseYuan, type Fen } from '@bofu/kernel';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { queryOf } from '../books/books-asked';
import { useBooks } from '../books/books';

type Forecast = paths['/v1/forecast/{appropriationId}']['get']['responses']['200']['content']['application/json'];

/** What an act would do to the authority of one appropriation: more than nothing where money comes, less where it goes. */
interface MoneyLastsProps {
  readonly appropriationId: string;
  readonly changeFen: Fen;
  readonly on: string;
}

/** 预计耗尽: the month in which the programme's money runs out, before the act and after it, as the server foretells both. */
export function MoneyLasts({ appropriationId, changeFen, on }: MoneyLastsProps) {
  const changed = useDeferredValue(changeFen);
  const now = useForecast(appropriationId, 0n, on);
  const then = useForecast(appropriationId, changed, on);
  if (now.isError || then.isError) return <span className="form-note">现在推算不了</span>;
  if (now.data === undefined || then.data === undefined) return <span className="form-note">推算中…</span>;
  const { lasts, assumptions } = wordsOf(now.data.value);
  const after = wordsOf(then.data.value).lasts;
  if (changed === 0n) return <span title={assumptions}>{lasts}</span>;
  return (
    <span title={assumptions} aria-busy={then.isPlaceholderData}>
      {lasts}
      {after === lasts ? (
        '，不变'
      ) : (
        <>
          {' '}
          → <b>{after}</b>
        </>
      )}
    </span>
  );
}

function useForecast(appropriationId: string, changeFen: bigint, on: string) {
  const { agencyId, fiscalYear, asOf, knownAt } = useBooks();
  const change = changeQuery(changeFen, on);
  return useQuery({
    queryKey: ['forecast', agencyId, appropriationId, fiscalYear, asOf, knownAt, change],
    queryFn: () =>
      read(
        api.GET('/v1/forecast/{appropriationId}', {
          params: {
            path: { appropriationId },
            query: { fiscalYear, ...queryOf({ agencyId, asOf, knownAt }), ...change },
          },
        }),
      ),
    placeholderData: (before, query) => (query?.queryKey[2] === appropriationId ? keepPreviousData(before) : undefined),
  });
}

function changeQuery(changeFen: bigint, on: string) {
  if (changeFen > 0n) return { supplement: formatYuan(changeFen), supplementOn: on };
  if (changeFen < 0n) return { reduction: formatYuan(-changeFen), reductionOn: on };
  return {};
}

function wordsOf({ programme: { basis, firstFailure, months, assumptions } }: Forecast) {
  const last = months.at(-1);
  const why = assumptions.join('；');
  const inYuan = (yuan: string): string => `${formatYuanGrouped(parseYuan(yuan))} 元`;
  if (basis === 'none' || last === undefined) return { lasts: '年内没有还要支付的月份', assumptions: why };
  if (firstFailure === null) return { lasts: `年内够用（年末余 ${inYuan(last.balance)}）`, assumptions: why };
  const month = `${Number(firstFailure.period.slice(5))} 月`;
  return { lasts: `${month}（缺 ${inYuan(firstFailure.short)}）`, assumptions: why };
}
