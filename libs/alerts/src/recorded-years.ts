import { programmeImportCodec } from '@bofu/budget';
import type { EventStore, RecordedEvent } from '@bofu/event-store';
import { fenFromDigits, type BusinessDate } from '@bofu/kernel';
import { FACT_STREAMS, factsOf, FoldedFacts, programmesOnDay } from '@bofu/monitoring';
import { payoutSchemeCodec, schemesInForce, type SchemeVersion } from '@bofu/payment';
import type { DeclaredTotal, YearOnDay } from './domain/rule';
import { EvaluationMemory, type YearsToJudge } from './evaluation-memory';

/** The facts of all programmes, the payout schemes, and what was declared on import, folded in memory as events are handed in. */
export class RecordedYears implements YearsToJudge {
  readonly streams = [...FACT_STREAMS, 'payoutScheme-', 'programmeImport-'];
  readonly #facts = new FoldedFacts();
  /** By agency and year. */
  readonly #schemes = new Map<string, SchemeVersion[]>();
  readonly #declared = new Map<string, DeclaredTotal[]>();

  take(recorded: RecordedEvent): void {
    if (payoutSchemeCodec.knows(recorded)) this.#takeScheme(recorded);
    else if (programmeImportCodec.knows(recorded)) this.#takeImport(recorded);
    else for (const fact of factsOf(recorded)) this.#facts.take(fact);
  }

  on(agencyId: string, fiscalYear: number, on: BusinessDate): YearOnDay {
    const key = keyOf(agencyId, fiscalYear);
    return {
      fiscalYear,
      on,
      programmes: programmesOnDay(this.#facts, { agencyScope: [agencyId], fiscalYear }, on),
      schemes: schemesInForce(this.#schemes.get(key) ?? [], on, fiscalYear),
      declaredTotals: this.#declared.get(key) ?? [],
    };
  }

  #takeScheme(recorded: RecordedEvent): void {
    const { agencyId, by: _by, bookedIn: _bookedIn, lines, ...version } = payoutSchemeCodec.decode(recorded).data;
    listOf(this.#schemes, keyOf(agencyId, version.fiscalYear)).push({
      ...version,
      lines: lines.map(({ rateFen, ...line }) => ({ ...line, rateFen: fenFromDigits(rateFen) })),
      version: recorded.version,
    });
  }

  #takeImport(recorded: RecordedEvent): void {
    const { agencyId, fiscalYear, declared, digest: documentDigest } = programmeImportCodec.decode(recorded).data;
    const totals = declared.map((total) => ({
      ...total,
      documentDigest,
      amountFen: fenFromDigits(total.amountFen),
    }));
    listOf(this.#declared, keyOf(agencyId, fiscalYear)).push(...totals);
  }
}

export const evaluationMemoryOf = (store: EventStore): EvaluationMemory =>
  new EvaluationMemory(store, new RecordedYears());

const keyOf = (agencyId: string, fiscalYear: number): string => `${agencyId}/${fiscalYear}`;

function listOf<Item>(lists: Map<string, Item[]>, key: string): Item[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
