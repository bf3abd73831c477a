import { inForceOn, type BusinessDate, type Fen } from '@bofu/kernel';
import type { SchemeLineData, SchemeVersionData } from '../domain/payout-scheme';

/** One version of a scheme as recorded; versions are in the order of recording. */
export interface SchemeVersion extends Omit<SchemeVersionData, 'lines'> {
  readonly lines: readonly (Omit<SchemeLineData, 'rateFen'> & { readonly rateFen: Fen })[];
  /** Version of the scheme's stream. */
  readonly version: bigint;
}

/**
 * The schemes as they are in force at the end of a day, by id. Asked for a fiscal year, only what was written down for
 * that year counts: a scheme that went on into the next year stays in the year before as it was.
 */
export function schemesInForce(
  versions: readonly SchemeVersion[],
  day: BusinessDate,
  fiscalYear: number | null,
): readonly SchemeVersion[] {
  const bySchemeId = new Map<string, SchemeVersion[]>();
  for (const version of versions) {
    if (fiscalYear !== null && version.fiscalYear !== fiscalYear) continue;
    const known = bySchemeId.get(version.schemeId);
    if (known) known.push(version);
    else bySchemeId.set(version.schemeId, [version]);
  }
  return [...bySchemeId.values()]
    .flatMap((own) => inForceOn(own, day) ?? [])
    .sort((a, b) => (a.schemeId < b.schemeId ? -1 : a.schemeId > b.schemeId ? 1 : 0));
}
