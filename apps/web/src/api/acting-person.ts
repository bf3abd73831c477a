import { useSyncExternalStore } from 'react';

/**
 * Who acts. There is no sign-in yet: the person is chosen in the top bar, seen on every page, and named in every
 * command. Names are remembered in this browser only.
 */
const PEOPLE = ['居保经办', '王经办', '李复核', '赵局长', '审计员'];
const NAMES_KEY = 'bofu.people';
const ACTING_KEY = 'bofu.acting';
const LONGEST_NAME = 64;

export interface Acting {
  readonly person: string;
  readonly people: readonly string[];
}

const listeners = new Set<() => void>();
let acting: Acting = remembered();

function remembered(): Acting {
  try {
    const added: unknown = JSON.parse(localStorage.getItem(NAMES_KEY) ?? '[]');
    const names = Array.isArray(added) ? added.filter((name) => typeof name === 'string') : [];
    const people = [...new Set([...PEOPLE, ...names])];
    const person = localStorage.getItem(ACTING_KEY);
    return { person: person !== null && people.includes(person) ? person : PEOPLE[0]!, people };
  } catch {
    // A browser that keeps nothing still works; it only forgets.
    return { person: PEOPLE[0]!, people: PEOPLE };
  }
}

export const actingPerson = (): string => acting.person;

export function actAs(name: string): void {
  const person = [...name.trim().normalize('NFC')].slice(0, LONGEST_NAME).join('');
  if (person === '') return;
  const people = [...new Set([...acting.people, person])];
  acting = { person, people };
  try {
    localStorage.setItem(NAMES_KEY, JSON.stringify(people));
    localStorage.setItem(ACTING_KEY, person);
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useActing = (): Acting => useSyncExternalStore(subscribe, () => acting);
