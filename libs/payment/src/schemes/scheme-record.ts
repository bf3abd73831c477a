import type { RecordedEvent } from '@bofu/event-store';
import { fenFromDigits, type BusinessDate, type Fen } from '@bofu/kernel';
import type { Payee } from '../domain/payment';
import type { PayoutSchemeEvent } from '../domain/payout-scheme';

export const SCHEME_STREAMS = ['payout-scheme-'] as const;

/** One scheme with every version of it, in the order they were recorded. Amounts are digits of fen. */
export interface SchemeRecord {
  readonly schemeId: string;
  readonly fiscalYear: number;
  /** Version of the scheme's stream, digits. */
  readonly version: string;
  readonly versions: readonly PayoutSchemeEvent['data'][];
}

export interface PayoutSchemeOnDay {
  readonly schemeId: string;
  readonly name: string;
  readonly fiscalYear: number;
  readonly lines: readonly { readonly appropriationId: string; readonly rateFen: Fen }[];
  readonly totalRateFen: Fen;
  readonly headcount: number;
  readonly payee: Payee;
  readonly effectiveOn: BusinessDate;
  readonly revision: bigint;
}

export function schemeAfter(before: SchemeRecord | undefined, recorded: RecordedEvent): SchemeRecord {
  const { data } = recorded as unknown as PayoutSchemeEvent;
  return {
    schemeId: data.schemeId,
    fiscalYear: data.fiscalYear,
    version: String(recorded.version),
    versions: [...(before?.versions ?? []), data],
  };
}

/** The schemes of these events alone, in memory. */
export function foldSchemes(events: Iterable<RecordedEvent>): SchemeRecord[] {
  const records = new Map<string, SchemeRecord>();
  for (const event of events) {
    if (!SCHEME_STREAMS.some((prefix) => event.stream.startsWith(prefix))) continue;
    records.set(event.stream, schemeAfter(records.get(event.stream), event));
  }
  return [...records.values()];
}

/** Those in force at the end of a day, by id; the last recorded version in force counts. */
export const schemesOnDay = (records: readonly SchemeRecord[], on: BusinessDate): PayoutSchemeOnDay[] =>
  records
    .flatMap(({ version, versions }): PayoutSchemeOnDay[] => {
      const inForce = versions.findLast(({ effectiveOn }) => effectiveOn <= on);
      if (inForce === undefined) return [];
      const { lines, totalRateFen, ...rest } = inForce;
      return [
        {
          ...rest,
          lines: lines.map(({ appropriationId, rateFen }) => ({ appropriationId, rateFen: fenFromDigits(rateFen) })),
          totalRateFen: fenFromDigits(totalRateFen),
          revision: BigInt(version),
        },
      ];
    })
    .sort((a, b) => (a.schemeId < b.schemeId ? -1 : a.schemeId > b.schemeId ? 1 : 0));
