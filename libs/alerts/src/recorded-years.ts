import { programmeImportCodec } from '@bofu/budget';
import type { EventStore, RecordedEvent } from '@bofu/event-store';
import { fenFromDigits, type BusinessDate } from '@bofu/kernel';
import { FACT_STREAMS, factsOf, FoldedFacts, programmesOnDay } from '@bofu/monitoring';
import { payeeCodec } from '@bofu/payee';
import { payoutSchemeCodec, schemesInForce, type SchemeVersion } from '@bofu/payment';
import type { DeclaredTotal, FactsOfYear } from './domain/rule';
import { EvaluationMemory, type YearsToJudge } from './evaluation-memory';

/** The facts of all programmes, the payout schemes, and what was declared on import, folded in memory as events are handed in. */
export class RecordedYears implements YearsToJudge {
  readonly streams = [...FACT_STREAMS, 'payoutScheme-', 'programmeImport-', 'payee-'];
  readonly #facts = new FoldedFacts();
  /** By agency and year. */
  readonly #schemes = new Map<string, SchemeVersion[]>();
  /** By account, the days it was confirmed: by one person alone, and once more by a second one. */
  readonly #accounts = new Map<string, BusinessDate[]>();
  readonly #declared = new Map<string, DeclaredTotal[]>();

  take(recorded: RecordedEvent): void {
    if (payoutSchemeCodec.knows(recorded)) this.#takeScheme(recorded);
    else if (programmeImportCodec.knows(recorded)) this.#takeImport(recorded);
    else if (payeeCodec.knows(recorded)) this.#takePayee(recorded);
    else for (const fact of factsOf(recorded)) this.#facts.take(fact);
  }

  on(agencyId: string, fiscalYear: number, on: BusinessDate): FactsOfYear {
    const key = keyOf(agencyId, fiscalYear);
    return {
      fiscalYear,
      on,
      programmes: programmesOnDay(this.#facts, { agencyScope: [agencyId], fiscalYear }, on),
      schemes: schemesInForce(this.#schemes.get(key) ?? [], on, fiscalYear),
      declaredTotals: this.#declared.get(key) ?? [],
      accountConfirmedOn: (accountId, upTo) => lastUpTo(this.#accounts.get(accountId) ?? [], upTo),
    };
  }

  #takePayee(recorded: RecordedEvent): void {
    const { type, data } = payeeCodec.decode(recorded);
    if (type === 'PayeeAccountConfirmed') listOf(this.#accounts, data.accountId).push(data.confirmedOn);
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

const lastUpTo = (days: readonly BusinessDate[], upTo: BusinessDate): BusinessDate | null =>
  days
    .filter((day) => day <= upTo)
    .toSorted()
    .at(-1) ?? null;

const keyOf = (agencyId: string, fiscalYear: number): string => `${agencyId}/${fiscalYear}`;

function listOf<Item>(lists: Map<string, Item[]>, key: string): Item[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
