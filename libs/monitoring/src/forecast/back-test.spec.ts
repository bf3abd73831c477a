import type { RecordedEvent } from '@bofu/event-store';
import { formatYuanGrouped } from '@bofu/kernel';
import { playedDemoYear, type DemoYear } from '../../../../test/demo-year/played-demo-year';
import { backTest } from './back-test';

describe('the back-test over the demo year', () => {
  let year: DemoYear;
  beforeAll(async () => {
    year = await playedDemoYear();
  });

  const said = (events: readonly RecordedEvent[]) =>
    backTest(events, { agencyScope: [year.bureau.agencyId], fiscalYear: 2021 });
  const linesOf = (programme: number) =>
    said(year.events)
      .filter(({ appropriationId }) => appropriationId === year.appropriationOf(programme))
      .map(({ saidOn, said: { period, shortFen }, outcome }) => [saidOn, period, formatYuanGrouped(shortFen), outcome]);

  it('said from January on that October would fail, by just what it was refused for', () => {
    const lines = linesOf(14);
    expect(lines.map(([saidOn]) => saidOn)).toEqual([
      '2021-01-31',
      '2021-02-28',
      '2021-03-31',
      '2021-04-30',
      '2021-05-31',
      '2021-06-30',
      '2021-07-31',
      '2021-08-31',
      '2021-09-30',
      '2021-10-31',
    ]);
    expect(new Set(lines.map(([, ...rest]) => rest.join(' ')))).toEqual(new Set(['2021-10 55,910.00 refused']));
  });

  it('said until the supplement came that December would fail for the district', () => {
    const lines = linesOf(5);
    expect([lines.length, lines[0]?.[0], lines.at(-1)?.[0]]).toEqual([11, '2021-01-31', '2021-11-30']);
    expect(new Set(lines.map(([, ...rest]) => rest.join(' ')))).toEqual(new Set(['2021-12 37,610.00 supplemented']));
  });

  it('said of no other programme that it would fail, but those the budget was too small for from the start', () => {
    const told = new Set(said(year.events).map(({ appropriationId }) => appropriationId));
    const numbers = Array.from({ length: 22 }, (_, at) => at + 1).filter((one) => told.has(year.appropriationOf(one)));
    expect(numbers).toEqual([1, 5, 10, 14]);
  });

  it('knows nothing that was entered later', () => {
    const late = year.events.filter(({ metadata }) => (metadata['recordedAt'] ?? '') < '2021-02-01');
    const [first] = said(late).filter(({ appropriationId }) => appropriationId === year.appropriationOf(14));
    expect(first).toMatchObject({ saidOn: '2021-01-31', said: { period: '2021-10' }, outcome: 'still-open' });
  });
});
