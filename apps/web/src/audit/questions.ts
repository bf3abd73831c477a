import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { queryOf } from '../books/books-asked';
import { useBooks } from '../books/books';

type Listed = paths['/v1/audit/questions']['get']['responses']['200']['content']['application/json'];
export type Question = Listed['questions'][number];
type AnswerOf = paths['/v1/audit/questions/{n}']['get'];
export type AuditAnswer = AnswerOf['responses']['200']['content']['application/json'];
type Number22 = AnswerOf['parameters']['path']['n'];

export const useQuestions = () =>
  useQuery({
    queryKey: ['audit-questions'],
    queryFn: () => read(api.GET('/v1/audit/questions')),
    staleTime: Infinity,
  });

/** One question, answered from the events of the books in sight, by both clocks. */
export function useAuditAnswer(number: number) {
  const { agencyId, fiscalYear, asOf, knownAt } = useBooks();
  return useQuery({
    queryKey: ['audit-answer', number, agencyId, fiscalYear, asOf, knownAt],
    queryFn: () =>
      read(
        api.GET('/v1/audit/questions/{n}', {
          params: {
            path: { n: String(number) as Number22 },
            query: { fiscalYear, ...queryOf({ agencyId, asOf, knownAt }) },
          },
        }),
      ),
  });
}
