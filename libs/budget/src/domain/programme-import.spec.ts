import { parseBusinessDate, parseYuan } from '@bofu/kernel';
import { specOf } from '@bofu/testing';
import { programmeImportDecider, type ProgrammeImportCommand, type ProgrammeImportEvent } from './programme-import';

const command: ProgrammeImportCommand = {
  type: 'record-programme-import',
  digest: 'ab'.repeat(32),
  fileName: '2021.json',
  fiscalYear: 2021,
  effectiveOn: parseBusinessDate('2021-01-01'),
  programmes: [
    { sequence: 1, budgetType: 'general-public', amountFen: parseYuan('100.00') },
    { sequence: 6, budgetType: 'state-capital-operations', amountFen: parseYuan('25.00') },
  ],
  declared: [{ label: '项目支出', budgetType: 'general-public', amountFen: parseYuan('100.00') }],
};

const imported: ProgrammeImportEvent = {
  type: 'ProgrammesImported',
  data: {
    importId: 'import-1',
    digest: 'ab'.repeat(32),
    fileName: '2021.json',
    fiscalYear: 2021,
    effectiveOn: parseBusinessDate('2021-01-01'),
    programmes: 2,
    totalFen: '12500',
    declared: [{ label: '项目支出', budgetType: 'general-public', amountFen: '10000' }],
    reconciliation: {
      declaredFen: '10000',
      differenceFen: '2500',
      explained: [{ budgetType: 'state-capital-operations', amountFen: '2500', sequences: [6] }],
      unexplainedFen: '0',
    },
  },
};

describe('the import of a file', () => {
  const spec = specOf(programmeImportDecider('import-1'));

  it('is recorded with the totals it was checked against', () => spec.given([]).when(command).then([imported]));

  it('is recorded once', () => spec.given([imported]).when(command).thenNothing());

  it('is refused where the totals do not agree', () =>
    spec
      .given([])
      .when({ ...command, programmes: command.programmes.slice(1) })
      .thenRefuses('control-total-mismatch'));
});
