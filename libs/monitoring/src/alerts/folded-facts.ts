import type { ProgrammeImportEvent } from '@bofu/budget';
import type { RecordedEvent } from '@bofu/event-store';
import { fenFromDigits, type BusinessDate } from '@bofu/kernel';
import { SCHEME_STREAMS, schemeAfter, schemesOnDay, type SchemeRecord } from '@bofu/payment';
import { FACT_STREAMS, FactsBook } from '../facts/fold-facts';
import { programmesOnDay } from '../facts/on-day';
import type { FoldedFacts } from './office-book';
import type { DeclaredTotal, OfficeOnDay } from './rule';

const IMPORT_STREAMS = 'import-';

/** The facts of all programmes, the payout schemes, and what was declared on import, folded in memory as events are handed in. */
export class FoldedOffice implements FoldedFacts {
  readonly streams = [...FACT_STREAMS, ...SCHEME_STREAMS, IMPORT_STREAMS];
  readonly #facts = new FactsBook();
  readonly #schemes = new Map<string, SchemeRecord>();
  readonly #declared = new Map<number, readonly DeclaredTotal[]>();

  take(recorded: RecordedEvent): void {
    const { stream } = recorded;
    if (stream.startsWith(IMPORT_STREAMS)) this.#takeImport(recorded as unknown as ProgrammeImportEvent);
    else if (SCHEME_STREAMS.some((prefix) => stream.startsWith(prefix)))
      this.#schemes.set(stream, schemeAfter(this.#schemes.get(stream), recorded));
    else this.#facts.take(recorded);
  }

  on(fiscalYear: number, on: BusinessDate): OfficeOnDay {
    return {
      fiscalYear,
      on,
      programmes: programmesOnDay(this.#facts.facts(), fiscalYear, on),
      schemes: schemesOnDay(
        [...this.#schemes.values()].filter((scheme) => scheme.fiscalYear === fiscalYear),
        on,
      ),
      declaredTotals: this.#declared.get(fiscalYear) ?? [],
    };
  }

  #takeImport({ data: { fiscalYear, declared } }: ProgrammeImportEvent): void {
    const before = this.#declared.get(fiscalYear) ?? [];
    const totals = declared.map((total) => ({ ...total, amountFen: fenFromDigits(total.amountFen) }));
    this.#declared.set(fiscalYear, [...before, ...totals]);
  }
}
