import { fenToDigits, unreachable, type BusinessDate, type Decider, type DomainEvent, type Fen } from '@bofu/kernel';
import type { BudgetType } from './appropriation-terms';
import { reconcile, type ControlTotal, type ReconciledProgramme } from './control-totals';

/** The import of one file, known by its SHA-256: recorded once all its programmes are in, and never a second time. */
export type ProgrammeImportEvent = DomainEvent<
  'ProgrammesImported',
  {
    importId: string;
    digest: string;
    fileName: string;
    fiscalYear: number;
    effectiveOn: BusinessDate;
    /** How many. */
    programmes: number;
    totalFen: string;
    declared: readonly { readonly label: string; readonly budgetType: BudgetType; readonly amountFen: string }[];
    reconciliation: {
      readonly declaredFen: string;
      readonly differenceFen: string;
      readonly explained: readonly {
        readonly budgetType: BudgetType;
        readonly amountFen: string;
        readonly sequences: readonly number[];
      }[];
      readonly unexplainedFen: string;
    };
  }
>;

export type ImportedProgrammes = ProgrammeImportEvent['data'];

export interface ProgrammeImportCommand {
  readonly type: 'record-programme-import';
  readonly digest: string;
  readonly fileName: string;
  readonly fiscalYear: number;
  readonly effectiveOn: BusinessDate;
  readonly programmes: readonly ReconciledProgramme[];
  readonly declared: readonly ControlTotal[];
}

export type ProgrammeImport =
  { readonly situation: 'not-imported' } | { readonly situation: 'imported'; readonly imported: ImportedProgrammes };

const inDigits = <Line extends { readonly amountFen: Fen }>(line: Line) => ({
  ...line,
  amountFen: fenToDigits(line.amountFen),
});

export const programmeImportDecider = (
  importId: string,
): Decider<ProgrammeImport, ProgrammeImportCommand, ProgrammeImportEvent> => ({
  initial: { situation: 'not-imported' },
  decide(state, { digest, fileName, fiscalYear, effectiveOn, programmes, declared }) {
    if (state.situation === 'imported') return [];
    const { totalFen, declaredFen, differenceFen, explained, unexplainedFen } = reconcile(programmes, declared);
    const data: ImportedProgrammes = {
      importId,
      digest,
      fileName,
      fiscalYear,
      effectiveOn,
      programmes: programmes.length,
      totalFen: fenToDigits(totalFen),
      declared: declared.map(inDigits),
      reconciliation: {
        declaredFen: fenToDigits(declaredFen),
        differenceFen: fenToDigits(differenceFen),
        explained: explained.map(inDigits),
        unexplainedFen: fenToDigits(unexplainedFen),
      },
    };
    return [{ type: 'ProgrammesImported', data }];
  },
  evolve(_state, { type, data }) {
    switch (type) {
      case 'ProgrammesImported':
        return { situation: 'imported', imported: data };
      default:
        return unreachable(type);
    }
  },
});
