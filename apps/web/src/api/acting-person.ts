import { createContext, useContext, useSyncExternalStore } from 'react';
import { POSTS, type Post } from '@bofu/kernel';
import type { paths } from './interface';

export type Person = paths['/v1/people']['get']['responses']['200']['content']['application/json']['items'][number];

/** Who acts, on whose books and from which post: named in every command, and what the command's id follows from. */
export interface Actor {
  /** `null`: no agency is registered yet, and this registers the first. */
  readonly agencyId: string | null;
  /** `null`: nobody of the agency is registered yet, and this registers the first. */
  readonly personId: string | null;
  /** As it is read at this screen. */
  readonly name: string;
  readonly post: Post;
  /** All she holds on those books, `post` first: from which of several an act is, the act itself says. */
  readonly posts: readonly Post[];
}

export const holds = (actor: Actor | null, ...posts: readonly Post[]): boolean =>
  actor !== null && actor.posts.some((post) => posts.includes(post));

/** `null` while there are several to choose from and nobody has been chosen. */
export const ActorContext = createContext<Actor | null>(null);
export const useActor = (): Actor | null => useContext(ActorContext);

interface Choice {
  readonly personId: string;
  readonly post: Post;
}

/** There is no sign-in yet: who acts is chosen in the top bar, and remembered in this browser for each agency. */
const PLACE = 'bofu.acting';
const listeners = new Set<() => void>();
let choices: Readonly<Record<string, Choice>> = remembered();

function remembered(): Readonly<Record<string, Choice>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? '{}');
    return typeof kept === 'object' && kept !== null ? Object.fromEntries(Object.entries(kept).filter(isChoice)) : {};
  } catch {
    // A browser that keeps nothing still works; it only forgets.
    return {};
  }
}

function isChoice(entry: [string, unknown]): entry is [string, Choice] {
  const [, kept] = entry;
  return (
    typeof kept === 'object' &&
    kept !== null &&
    'personId' in kept &&
    typeof kept.personId === 'string' &&
    'post' in kept &&
    POSTS.some((post) => post === kept.post)
  );
}

export function actAs(agencyId: string, choice: Choice): void {
  choices = { ...choices, [agencyId]: choice };
  try {
    localStorage.setItem(PLACE, JSON.stringify(choices));
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const choiceIn = (agencyId: string | null): Choice | null => choices[agencyId ?? ''] ?? null;

export const useChoice = (agencyId: string | null): Choice | null =>
  useSyncExternalStore(subscribe, () => choiceIn(agencyId));

/** The person chosen; the only one there is needs no choosing. */
export function actorAmong(agencyId: string | null, people: readonly Person[], choice: Choice | null): Actor | null {
  const [only, ...others] = people;
  if (only === undefined) return { agencyId, personId: null, name: '', post: 'clerk', posts: ['clerk'] };
  const person =
    people.find(({ personId }) => personId === choice?.personId) ?? (others.length === 0 ? only : undefined);
  if (person === undefined) return null;
  const { personId, name } = person;
  const post = choice?.personId === personId ? choice.post : 'clerk';
  return { agencyId, personId, name, post, posts: [post] };
}
