import { z } from 'zod';
import { CalendarBook, calendarCodec } from '@bofu/calendar';
import { dateOf, dueDate, fen, NO_MONEY, periodOf, whereLoaded } from '@bofu/kernel';
import { foldFacts, programmesOnDay } from '@bofu/monitoring';
import type { NumberedEvent } from '../export/numbered-events';
import { asksAbout, inWords, money, yuan, type AuditQuestion } from './question';
import { paidOnOf, paymentsAsked, stands } from './told-payments';

const row = z.strictObject({
  programmeId: z.string(),
  programmeName: z.string(),
  due: z.string(),
  heads: z.int().nullable(),
  paidHeads: z.int(),
  owed: money,
  paid: money,
  left: money,
  complete: z.boolean(),
});
type Row = z.output<typeof row>;

/** Payments due once in the year: who is owed by the standard, and what was paid on the day. Who was missed stands on rolls only. */
export const completeByTheDeadline: AuditQuestion<Row> = {
  number: 20,
  title: '一次性的代缴等是否在期限前全部办完？漏了多少人？',
  row,
  ask(events, scope) {
    const { agencyId, fiscalYear, asOf } = scope;
    const calendars = events.filter((event) => event.agency === agencyId && calendarCodec.knows(event));
    const book = new CalendarBook();
    for (const event of calendars) book.take(event);
    const facts = foldFacts(events);
    const payments = paymentsAsked(events, scope).filter(stands);
    const proof = new Set<NumberedEvent>(calendars);
    const rows: Row[] = [];
    const january = periodOf(dateOf(fiscalYear, 1, 1));
    for (const { programmeId, standard } of programmesOnDay(facts, { agencyScope: [agencyId], fiscalYear }, asOf)) {
      const deadline = standard?.deadline;
      if (standard === null || deadline?.kind !== 'by-date') continue;
      const due = whereLoaded(() => dueDate(deadline, january, book.calendar(agencyId)));
      if (due === null || due > asOf) continue;
      const onDue = programmesOnDay(facts, { agencyScope: [agencyId], fiscalYear }, due).find(
        (one) => one.programmeId === programmeId,
      );
      const bearers = onDue?.appropriations.map(({ appropriationId }) => appropriationId) ?? [];
      if (onDue === undefined || !bearers.some((id) => asksAbout(scope, id))) continue;
      const own = payments.filter((payment) => {
        const paidOn = paidOnOf(payment);
        return (
          paidOn !== null && paidOn <= due && payment.content.lines.some((line) => line.programmeId === programmeId)
        );
      });
      const paidHeads = own.reduce(
        (sum, { content }) =>
          sum +
          Math.max(
            0,
            ...content.lines.map((line) => (line.programmeId === programmeId ? (line.heads?.count ?? 0) : 0)),
          ),
        0,
      );
      const owedFen = onDue.need?.yearFen ?? onDue.budgetFen;
      const left = owedFen - onDue.settledFen;
      for (const { submitted, acts } of own)
        for (const one of [submitted, ...acts.map(({ event }) => event)]) proof.add(one);
      rows.push({
        ...{ programmeId, programmeName: onDue.programmeName, due, heads: standard.headcount, paidHeads },
        ...{ owed: yuan(owedFen), paid: yuan(onDue.settledFen), left: yuan(left > 0n ? fen(left) : NO_MONEY) },
        complete: left <= 0n,
      });
    }
    const open = rows.filter(({ complete }) => !complete);
    const sentences = open.map(
      ({ programmeName, due, heads, paidHeads, left }) =>
        `“${programmeName}”到 ${due} 已付 ${paidHeads} 人${heads === null ? '' : `（应 ${heads} 人）`}，按标准尚差 ${inWords(BigInt(left.replace('.', '')))}`,
    );
    return {
      answer: `${[`有期限的 ${rows.length} 项，到期未全部办完的 ${open.length} 项`, ...sentences].join('；')}。漏发的是谁，须凭花名册核对。`,
      rows,
      proof: [...proof],
    };
  },
};
