import { z } from 'zod';
import { FUNDING_LEVEL_LABEL } from '@bofu/budget';
import { daysBetween, fen, fenFromDigits, NO_MONEY, type BusinessDate } from '@bofu/kernel';
import type { NumberedEvent } from '../export/numbered-events';
import { asksAbout, inWords, money, yuan, type AuditQuestion } from './question';
import { appropriationEvents, appropriationsOf, holdingOn } from './told-by-events';

const row = z.strictObject({
  appropriationId: z.string(),
  sequence: z.int().nullable(),
  programmeName: z.string(),
  level: z.string(),
  documentNumber: z.string().nullable(),
  issuedOn: z.string(),
  budget: money,
  arrived: money,
  notArrived: money,
  firstArrivedOn: z.string().nullable(),
  /** From the authority to the money; up to the day asked about where none has come. */
  daysToArrive: z.int(),
  firstPaidOn: z.string().nullable(),
  /** From the money, or where its arrival is not recorded from the authority, to the first payment. */
  daysToPay: z.int().nullable(),
});
type Row = z.output<typeof row>;

/** Money of the levels above: authority, arrival in the account, and the first payment out of it. */
export const howLongFundsSat: AuditQuestion<Row> = {
  number: 17,
  title: '上级资金多久才到账，多久才付出？',
  row,
  ask(events, scope) {
    const { asOf } = scope;
    const told = appropriationEvents(events, scope);
    const proof: NumberedEvent[] = [];
    const rows = appropriationsOf(told)
      .filter(({ terms, appropriationId }) => terms.fundingLevel !== 'district' && asksAbout(scope, appropriationId))
      .filter(({ terms }) => terms.effectiveOn <= asOf)
      .map(({ appropriationId, sequence, terms, issued }): Row => {
        const own = told.filter(({ appropriation }) => appropriation.appropriationId === appropriationId);
        const said = own.flatMap(({ event, told: { type, data } }) =>
          type === 'FundsArrived' || type === 'FundsArrivalCorrected' ? [{ event, data }] : [],
        );
        // The last that was said of each; what never came is no arrival.
        const arrivals = [...new Map(said.map((one) => [one.data.arrivalId, one])).values()].filter(
          ({ data }) => data.arrivedOn <= asOf && data.amountFen !== '0',
        );
        const payments = own.flatMap(({ event, told: { type, data } }) =>
          type === 'CommitmentSettled' && data.paidOn <= asOf ? [{ event, data }] : [],
        );
        const first = (days: readonly BusinessDate[]) => days.toSorted()[0] ?? null;
        const firstArrivedOn = first(arrivals.map(({ data }) => data.arrivedOn));
        const firstPaidOn = first(payments.map(({ data }) => data.paidOn));
        const budgetFen = holdingOn(told, appropriationId, asOf).budgetFen;
        const arrivedFen = arrivals.reduce((sum, { data }) => sum + fenFromDigits(data.amountFen), 0n);
        const lacking = budgetFen - arrivedFen;
        proof.push(issued, ...said.filter(({ data }) => data.arrivedOn <= asOf).map(({ event }) => event));
        proof.push(...payments.filter(({ data }) => data.paidOn === firstPaidOn).map(({ event }) => event));
        return {
          ...{ appropriationId, sequence, programmeName: terms.programmeName },
          ...{ level: FUNDING_LEVEL_LABEL[terms.fundingLevel], documentNumber: terms.documentNumber?.printed ?? null },
          ...{ issuedOn: terms.effectiveOn, budget: yuan(budgetFen), arrived: yuan(fen(arrivedFen)) },
          notArrived: yuan(lacking > 0n ? fen(lacking) : NO_MONEY),
          firstArrivedOn,
          daysToArrive: daysBetween(terms.effectiveOn, firstArrivedOn ?? asOf),
          firstPaidOn,
          daysToPay: firstPaidOn && daysBetween(firstArrivedOn ?? terms.effectiveOn, firstPaidOn),
        };
      });
    const waiting = rows.filter(({ notArrived }) => notArrived !== '0.00');
    const lacking = waiting.reduce((sum, { notArrived }) => sum + BigInt(notArrived.replace('.', '')), 0n);
    return {
      answer: `上级资金 ${rows.length} 项，登记过到账的 ${rows.filter((one) => one.firstArrivedOn !== null).length} 项；未登记到账 ${inWords(lacking)}（${waiting.length} 项）。`,
      rows,
      proof,
    };
  },
};
