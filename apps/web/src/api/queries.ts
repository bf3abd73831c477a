import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem';

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      // A session that is over is told by whichever read comes first.
      if (error instanceof ProblemError && error.problem.code === 'sign-in-required')
        void queries.invalidateQueries({ queryKey: ['session'] });
    },
  }),
  defaultOptions: {
    queries: {
      // Books change only by what somebody records; a page asks again when it is looked at again.
      staleTime: 5_000,
      retry: (failures, error) => !(error instanceof ProblemError) && failures < 2,
      refetchOnWindowFocus: true,
      // The server is this machine or one beside it: whether there is an internet says nothing about reaching it.
      networkMode: 'always',
    },
  },
});
