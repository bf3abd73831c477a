import { parseBusinessDate } from '@bofu/kernel';
import { monthFigures } from './month-figures';

const month = (at: number, settled: string, planned: string) => ({ period: `2021-0${at}`, settled, planned });

describe('the months of a chart', () => {
  const months = [month(1, '30.00', '25.00'), month(2, '0.00', '50.00'), month(3, '0.00', '40.00')];

  it('have of the plan what it has by their end less what it had before, a lowered plan taking back', () =>
    expect(monthFigures(months, null, parseBusinessDate('2021-12-31')).map(({ planned }) => planned)).toEqual([
      '25.00',
      '25.00',
      '-10.00',
    ]));

  it('have nothing paid, rather than nought, where they have not begun', () =>
    expect(
      monthFigures(months, null, parseBusinessDate('2021-02-10')).map(({ settled, settledSoFar }) => [
        settled,
        settledSoFar,
      ]),
    ).toEqual([
      ['30.00', '30.00'],
      ['0.00', '30.00'],
      [null, null],
    ]));

  it('stand beside the same months of the year before, where there is one', () =>
    expect(
      monthFigures(months, [{ settled: '20.00' }, { settled: '21.00' }], parseBusinessDate('2021-12-31')).map(
        ({ yearBefore }) => yearBefore,
      ),
    ).toEqual(['20.00', '21.00', null]));
});
