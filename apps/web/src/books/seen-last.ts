/**
 * What this browser saw last: the only agency there is, and the year its books opened on. Whoever comes back is asked about
 * at once: on a slow line each answer that is waited for before the next question costs a second.
 */
const AGENCY = 'bofu.only-agency';
const YEAR = 'bofu.year-opened-on';

export const onlyAgencySeen = (): string | null => seen(AGENCY);
export const rememberOnlyAgency = (agencyId: string | null): void => remember(AGENCY, agencyId);

/** A guess: the year the books open on once they are read decides. */
export function yearSeen(): number | null {
  const year = seen(YEAR);
  return year === null ? null : Number(year);
}
export const rememberYear = (year: number): void => remember(YEAR, String(year));

function seen(place: string): string | null {
  try {
    return localStorage.getItem(place);
  } catch {
    // A browser that keeps nothing still works; it only asks one after the other.
    return null;
  }
}

function remember(place: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(place);
    else localStorage.setItem(place, value);
  } catch {
    // As above.
  }
}
