export interface SavedView {
  readonly name: string;
  /** Parts of the address, e.g. `{ level: 'central', order: '-budget' }`. */
  readonly filters: Readonly<Record<string, string>>;
}

/** Which books are looked at, and where on the page: neither is a filter. */
const NOT_FILTERS: ReadonlySet<string> = new Set([
  'agency',
  'year',
  'asOf',
  'knownAt',
  'money',
  'page',
  'size',
  'case',
]);

export const filtersIn = (address: URLSearchParams): Readonly<Record<string, string>> =>
  Object.fromEntries([...address].filter(([name]) => !NOT_FILTERS.has(name)));

/** What was kept; what is no view is as if it had not been. */
export function viewsIn(kept: unknown): readonly SavedView[] {
  return Array.isArray(kept) ? kept.filter(isView) : [];
}

const isView = (kept: unknown): kept is SavedView =>
  typeof kept === 'object' &&
  kept !== null &&
  'name' in kept &&
  typeof kept.name === 'string' &&
  'filters' in kept &&
  typeof kept.filters === 'object' &&
  kept.filters !== null &&
  Object.values(kept.filters).every((value) => typeof value === 'string');
