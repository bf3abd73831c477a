import type { BusinessDate } from './business-date';

/**
 * 某日有效: of the versions of a thing, in the order they were recorded, the one in force on a day. The latest effective
 * day not after it counts, among equals the last recorded; `null` before the first.
 */
export function inForceOn<Version extends { readonly effectiveOn: BusinessDate }>(
  versions: Iterable<Version>,
  day: BusinessDate,
): Version | null {
  let found: Version | null = null;
  for (const version of versions)
    if (version.effectiveOn <= day && (found === null || version.effectiveOn >= found.effectiveOn)) found = version;
  return found;
}
