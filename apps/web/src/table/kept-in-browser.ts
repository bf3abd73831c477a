import { useCallback, useState } from 'react';
import { useActor } from '../api/acting-person';

/**
 * Something that only says how one person likes a page: kept in this browser under her name, and on no record. Whoever
 * works at two machines sets it twice.
 *
 * @param read takes what was kept; anything else than it wrote is as if nothing was
 */
export function useKeptInBrowser<Kept>(
  name: string,
  read: (kept: unknown) => Kept,
): readonly [Kept, (next: Kept) => void] {
  const place = `bofu.${name}.${useActor()?.personId ?? ''}`;
  const [kept, setKept] = useState<{ readonly place: string; readonly value: Kept }>(() => ({
    place,
    value: read(parsed(place)),
  }));
  const value = kept.place === place ? kept.value : read(parsed(place));
  const keep = useCallback(
    (next: Kept) => {
      setKept({ place, value: next });
      try {
        localStorage.setItem(place, JSON.stringify(next));
      } catch {
        // A browser that keeps nothing still works; it only forgets.
      }
    },
    [place],
  );
  return [value, keep];
}

function parsed(place: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null');
  } catch {
    return null;
  }
}
