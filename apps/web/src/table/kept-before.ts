import { viewsIn, type SavedView } from './views';

/** What an earlier version kept in this browser under a person's name. */
export interface KeptBefore<Kept> {
  readonly taken: () => readonly Kept[];
  readonly forget: () => void;
}

const keptUnder = <Kept>(place: string, read: (kept: unknown) => readonly Kept[]): KeptBefore<Kept> => ({
  taken: () => {
    try {
      return read(JSON.parse(localStorage.getItem(place) ?? 'null'));
    } catch {
      return [];
    }
  },
  forget: () => {
    try {
      localStorage.removeItem(place);
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  },
});

const namesIn = (kept: unknown): readonly string[] =>
  Array.isArray(kept) ? kept.filter((name): name is string => typeof name === 'string') : [];

export const viewsKeptIn = (list: string, personId: string): KeptBefore<SavedView> =>
  keptUnder(`bofu.views.${list}.${personId}`, viewsIn);

export const columnsKeptIn = (list: string, personId: string): KeptBefore<string> =>
  keptUnder(`bofu.columns.${list}.${personId}`, namesIn);
