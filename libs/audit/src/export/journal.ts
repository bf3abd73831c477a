import type { BusinessDate } from '@bofu/kernel';
import type { Entry } from './books';

/** What stands at the head of a journal: enough to make the same journal again. */
export interface JournalHeader {
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
}

/** Every account the entries touch, by name, with the first day it is needed. */
export function accountsOf(entries: Iterable<Entry>): { account: string; since: BusinessDate }[] {
  const since = new Map<string, BusinessDate>();
  for (const { on, postings } of entries)
    for (const { account } of postings) if (!since.has(account)) since.set(account, on);
  return [...since].map(([account, on]) => ({ account, since: on })).sort((a, b) => (a.account < b.account ? -1 : 1));
}

export function payeesOf(entries: Iterable<Entry>): string[] {
  const payees = new Set<string>();
  for (const { payee } of entries) payees.add(payee);
  return [...payees].sort();
}

/** One line, without two spaces in a row: a journal's fields are parted by them. */
export const plainLine = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim() || '—';
