import type { QueryBus } from '@nestjs/cqrs';
import { type AskAlerts, type AlertLevel, type AlertSituation } from '@bofu/alerts';
import type { Position } from '@bofu/event-store';
import { parseBusinessDate } from '@bofu/kernel';
import { readAlerts } from './read-alerts';

const books = {
  agencyScope: ['agency'],
  fiscalYear: 2021,
  asOf: parseBusinessDate('2021-10-31'),
  knownAt: '00000000000000000009' as Position,
};

/** A case about the pensions with one line: about one appropriation, or none in particular. */
const standing = (level: AlertLevel, appropriationId: string | null, situation: AlertSituation = 'open') => ({
  situation,
  state: { identity: { programmeId: 'pension' }, latest: { level, lines: [{ level, appropriationId }] } },
});
const about = (appropriationId: string) => appropriationId;
const aboutProgramme = null;

/** A fake bus that has these cases on record, worst first. */
const busWith = (cases: readonly object[]): { readonly bus: QueryBus; readonly asked: unknown[] } => {
  const asked: unknown[] = [];
  const execute = (query: unknown) => {
    asked.push(query);
    return Promise.resolve(cases);
  };
  return { bus: { execute } as unknown as QueryBus, asked };
};
const levelsOf = async (cases: readonly object[]) => {
  const alertOf = await readAlerts(busWith(cases).bus, books);
  const appropriation = (appropriationId: string, programmeId: string) =>
    alertOf({ appropriationId, programmeId } as Parameters<typeof alertOf>[0]);
  return [
    appropriation('central', 'pension'),
    appropriation('district', 'pension'),
    appropriation('other', 'training'),
  ];
};

describe('the alert of an appropriation', () => {
  it('is its own, and nobody else’s', async () => {
    expect(await levelsOf([standing('orange', about('district'))])).toEqual([null, '橙', null]);
  });

  it('is that of its whole programme too, the worse of both', async () => {
    expect(await levelsOf([standing('orange', aboutProgramme)])).toEqual(['橙', '橙', null]);
    const both = [standing('red', about('district')), standing('yellow', aboutProgramme)];
    expect(await levelsOf(both)).toEqual(['黄', '红', null]);
  });

  it('counts while it is put off, and no longer once it is cleared', async () => {
    expect(await levelsOf([standing('red', about('central'), 'snoozed')])).toEqual(['红', null, null]);
    expect(await levelsOf([standing('red', about('central'), 'cleared')])).toEqual([null, null, null]);
  });

  it('is asked of the report’s own books, as of its day', async () => {
    const { bus, asked } = busWith([]);
    await readAlerts(bus, books);
    expect(asked).toEqual([expect.objectContaining({ books, today: books.asOf }) as AskAlerts]);
  });
});
