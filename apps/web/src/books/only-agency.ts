/**
 * The only agency there is, as this browser saw it last. Whoever comes back is asked about at once: on a slow line each
 * answer that is waited for before the next question costs a second.
 */
const PLACE = 'bofu.only-agency';

export function onlyAgencySeen(): string | null {
  try {
    return localStorage.getItem(PLACE);
  } catch {
    // A browser that keeps nothing still works; it only asks one after the other.
    return null;
  }
}

export function rememberOnlyAgency(agencyId: string | null): void {
  try {
    if (agencyId === null) localStorage.removeItem(PLACE);
    else localStorage.setItem(PLACE, agencyId);
  } catch {
    // As above.
  }
}
