import type { MoneyUnit } from './books-in-address';

/** Pages that are held against a slip, a paper or a statement show 元, as those do; the others show the year in 万元. */
const SLIPS = ['payments', 'signing', 'papers', 'months', 'payees', 'replay', 'audit'];

type Pages = 'slips' | 'overviews';

const pagesOf = (path: string): Pages =>
  SLIPS.includes(path.split('?', 1)[0]?.split('/')[1] ?? '') ? 'slips' : 'overviews';

/** What was chosen on one page is meant for those like it. */
export const isLikePage = (path: string, other: string): boolean => pagesOf(path) === pagesOf(other);

const PLACE = 'bofu.money';
type Chosen = Readonly<Record<string, MoneyUnit>>;

/** Who chose it and for which pages: several people work at one machine. */
const keyOf = (personId: string | null, path: string): string => `${personId ?? ''}/${pagesOf(path)}`;

function remembered(): Chosen {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).filter((entry): entry is [string, MoneyUnit] => entry[1] === 'yuan' || entry[1] === 'wan'),
    );
  } catch {
    // A browser that keeps nothing still works; it only forgets.
    return {};
  }
}

/** What she chose last on such a page, on this browser; else as the page is meant. */
export const unitToShow = (personId: string | null, path: string): MoneyUnit =>
  remembered()[keyOf(personId, path)] ?? (pagesOf(path) === 'slips' ? 'yuan' : 'wan');

export function rememberUnit(personId: string | null, path: string, unit: MoneyUnit): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify({ ...remembered(), [keyOf(personId, path)]: unit }));
  } catch {
    // As above.
  }
}
