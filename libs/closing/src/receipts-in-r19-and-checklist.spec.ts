import { addDays, dateOf, daysBetween, fen, type BusinessDate } from '@bofu/kernel';
import { publishedCalendar } from '@bofu/calendar';
import type { ProgrammeOnDay } from '@bofu/monitoring';
import { noReceipt, r19NoReceipt } from '../../alerts/src/domain/rules/r19-no-receipt';
import { overdueBefore, RECEIPT_WITHIN_WORKING_DAYS } from './domain/checklist';

/** The month's list takes what was paid before so many working days ago, as `MonthBooks.standing` asks it. */
describe('a payment without its voucher', () => {
  const calendar = publishedCalendar(2020, 2021, 2022);
  const thresholds = Object.fromEntries(
    Object.entries(r19NoReceipt.thresholds).map(([name, { shipped }]) => [name, shipped]),
  ) as Parameters<typeof noReceipt>[1]['thresholds'];
  const levelOn = (paidOn: BusinessDate, on: BusinessDate) =>
    noReceipt(
      {
        on,
        payments: [{ lacksReceipt: true, situation: 'paid', paidOn, netFen: fen(100n) }],
      } as unknown as ProgrammeOnDay,
      { calendar, thresholds } as Parameters<typeof noReceipt>[1],
    )?.level ?? null;

  it('is red by R19 on the very days on which it stands in the way of its month', () => {
    const [first, last] = [dateOf(2021, 1, 4), dateOf(2021, 11, 30)];
    const seen = new Set<boolean>();
    for (let paid = 0; paid <= daysBetween(first, last); paid += 3)
      for (let after = 0; after <= 24; after += 1) {
        const paidOn = addDays(first, paid);
        const on = addDays(paidOn, after);
        const blocks = paidOn < overdueBefore(on, RECEIPT_WITHIN_WORKING_DAYS, calendar);
        seen.add(blocks);
        expect([paidOn, on, levelOn(paidOn, on) === 'red']).toEqual([paidOn, on, blocks]);
      }
    expect(seen.size).toBe(2);
  });
});
