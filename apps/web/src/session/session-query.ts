import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { queries } from '../api/queries';
import { forgetOffice } from '../books/office-query';

export type Session = paths['/v1/session']['get']['responses']['200']['content']['application/json'];
export type SignedIn = NonNullable<Session['signedIn']>;

const KEY = ['session'];

export const session = {
  queryKey: KEY,
  queryFn: async () => {
    const answer = (await read(api.GET('/v1/session'))).value;
    if (answer.signInRequired && answer.signedIn === null) forgetOffice();
    return answer;
  },
  staleTime: 60_000,
};

/** Before anything else: a browser asks six things at once, and every page waits for this one. */
export const askForSession = (): void => void queries.prefetchQuery(session);

/** Who works here may have changed: everything on the screen was one person's, and is asked for anew. */
export const sessionChanged = (): Promise<void> => queries.resetQueries();

/** Asks the session again, and leaves what is on the screen: it may be over. */
export const sessionDoubted = (): Promise<void> => queries.invalidateQueries({ queryKey: KEY });
