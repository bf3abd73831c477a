import { useQueries } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { queryOf } from '../books/books-asked';
import { useBooks } from '../books/books';
import { StatusTag } from '../marks/status-tag';
import { words } from '../words';

interface RunDeadlineProps {
  readonly appropriationIds: readonly string[];
  readonly period: string;
  /** The day the run is submitted on: whether it is in time is held against it. */
  readonly submittedOn: string;
}

/** 时限 and 送银行: by when the month must be with the people, and by when with the bank, as the server reckons both. */
export function RunDeadline({ appropriationIds, period, submittedOn }: RunDeadlineProps) {
  const { agencyId, asOf, knownAt } = useBooks();
  const fiscalYear = Number(period.slice(0, 4));
  const { isPending, isError, due } = useQueries({
    queries: [...new Set(appropriationIds)].map((appropriationId) => ({
      queryKey: ['forecast', agencyId, appropriationId, fiscalYear, asOf, knownAt],
      queryFn: () =>
        read(
          api.GET('/v1/forecast/{appropriationId}', {
            params: { path: { appropriationId }, query: { fiscalYear, ...queryOf({ agencyId, asOf, knownAt }) } },
          }),
        ),
    })),
    combine: (answers) => ({
      isPending: answers.some((answer) => answer.isPending),
      isError: answers.some((answer) => answer.isError),
      due: answers
        .flatMap(({ data }) => data?.value.months ?? [])
        .flatMap((month) => (month.period === period && month.dueOn !== null ? [{ ...month, dueOn: month.dueOn }] : []))
        .sort((one, other) => (one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : 0)),
    }),
  });
  const [first] = due;
  const waiting = isPending && !isError;
  return (
    <>
      <dt>时限</dt>
      <dd>
        {first !== undefined ? (
          <>
            {first.dueOn} {submittedOn > first.dueOn && <StatusTag mark="red">已过时限</StatusTag>}
          </>
        ) : waiting ? (
          '…'
        ) : (
          '文件没有载明'
        )}
      </dd>
      <dt>送银行</dt>
      <dd>
        {first === undefined || first.handOverBy === null ? (
          words.nothing
        ) : (
          <>
            {first.handOverBy} 前{' '}
            {submittedOn > first.handOverBy && submittedOn <= first.dueOn && (
              <StatusTag mark="orange">已过送银行日，可能赶不上时限</StatusTag>
            )}
          </>
        )}
      </dd>
    </>
  );
}
