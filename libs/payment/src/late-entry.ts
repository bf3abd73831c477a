import { agencyAggregate } from '@bofu/access';
import { calendarAggregate, daysOff } from '@bofu/calendar';
import { recordedOn, type CommandContext, type Decisions } from '@bofu/event-store';
import { isLateEntry, yearsToTellLate, type BusinessDate, type CalendarYear } from '@bofu/kernel';
import type { LateEntry } from './domain/payment-events';
import { refuse } from './domain/refusals';

/**
 * 补登: what happened more than five working days ago is entered with a reason, which stands in the event; inside a
 * 期初补录 the office has given one for all. `null` where it is entered in time, whatever was said.
 */
export async function lateEntry(
  { load }: Decisions,
  context: CommandContext,
  day: BusinessDate,
  reason: string | null,
): Promise<LateEntry | null> {
  const { agencyId } = context;
  const today = recordedOn(context);
  const years: CalendarYear[] = [];
  for (const year of yearsToTellLate(day, today)) {
    const known = await load(calendarAggregate(agencyId, year));
    if (known) years.push({ year, holidays: daysOff(known.holidays), makeUpDays: known.makeUpDays });
  }
  if (!isLateEntry(day, today, years)) return null;
  const agency = await load(agencyAggregate(agencyId));
  if (agency.situation === 'registered' && agency.backfill !== null) return { reason: null };
  return reason === null ? refuse('entered-late', { day, today }) : { reason };
}
