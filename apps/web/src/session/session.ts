import { createContext, useContext } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Post } from '@bofu/kernel';
import { problemIn, ProblemError } from '../api/problem';
import { session, type SignedIn } from './session-query';

/** `null` in single-person mode: who acts is chosen, not proven. */
export const SignedInContext = createContext<SignedIn | null>(null);
export const useSignedIn = (): SignedIn | null => useContext(SignedInContext);

export const useSession = () => useQuery(session);

const ADMINISTRATION: readonly Post[] = ['system-administrator', 'security-administrator', 'audit-administrator'];
export const isAdministration = (post: Post): boolean => ADMINISTRATION.includes(post);

/** What each of them works on, the first where any other address leads. They see no money. */
const PAGES_OF = {
  'system-administrator': ['grants', 'people', 'notices'],
  'security-administrator': ['grants', 'people', 'sign-in-log'],
  'audit-administrator': ['grants', 'people', 'sign-in-log'],
} as const;
export const pagesOfAdministration = (posts: readonly Post[]) => [
  ...new Set(posts.flatMap((post) => (post in PAGES_OF ? PAGES_OF[post as keyof typeof PAGES_OF] : ([] as const)))),
];

/** From which posts she works on those books; where she has none there, from the first she has anywhere. */
export function postsOn(signedIn: SignedIn, agencyId: string | null): readonly Post[] {
  const held = signedIn.posts.filter(({ onAgencyId }) => onAgencyId === null || onAgencyId === agencyId);
  return [...new Set((held.length > 0 ? held : signedIn.posts.slice(0, 1)).map(({ post }) => post))];
}

/** What is no act on anybody's books: it has no key, and is sent once. Throws `ProblemError`. */
export async function send<Answer>(url: string, body: object): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new ProblemError(problemIn(answer, response));
  return answer as Answer;
}
