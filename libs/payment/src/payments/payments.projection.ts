import type { RecordedEvent } from '@bofu/event-store';
import type { Projection } from '@bofu/read-model';
import type { EntityManager } from 'typeorm';
import { unreachable } from '@bofu/kernel';
import type { PaymentEvent } from '../domain/payment';

/** Payments as they stand: one row a payment, one row for every appropriation it charges. Amounts are whole fen. */
export const paymentsProjection: Projection = {
  name: 'payments',
  version: 1,
  filter: { streamPrefixes: ['payment-'] },
  schemaSql: `
    create table payment (
      payment_id text primary key,
      kind text not null,
      run text,
      situation text not null,
      period text,
      headcount int,
      payee_kind text not null,
      payee_name text not null,
      purpose text not null,
      total_fen bigint not null,
      returned_fen bigint not null default 0,
      submitted_on date not null,
      paid_on date,
      closed_on date,
      voucher_number text,
      last_reason text,
      submitted_by text not null,
      version bigint not null,
      first_position text not null,
      position text not null
    );
    create index on payment (first_position);
    create table payment_charge (
      payment_id text not null,
      line int not null,
      appropriation_id text not null,
      rate_fen bigint,
      amount_fen bigint not null,
      returned_fen bigint not null default 0,
      primary key (payment_id, line)
    );
    create index on payment_charge (appropriation_id);
  `,
  async apply(events, sql) {
    for (const recorded of events) await applyOne(recorded, sql);
  },
};

/** Payments are few beside the money lines they make: one statement an event keeps each step readable. */
async function applyOne(recorded: RecordedEvent, sql: EntityManager): Promise<void> {
  const { type, data } = recorded as unknown as PaymentEvent;
  const paymentId = recorded.stream.slice('payment-'.length);
  const step = (set: string, ...values: unknown[]) =>
    sql.query(`update payment set version = $2, position = $3, ${set} where payment_id = $1`, [
      paymentId,
      String(recorded.version),
      recorded.position,
      ...values,
    ]);
  switch (type) {
    case 'DisbursementSubmitted':
    case 'PayoutRunSubmitted': {
      const isRun = type === 'PayoutRunSubmitted';
      await sql.query(
        `insert into payment (payment_id, kind, run, situation, period, headcount, payee_kind, payee_name, purpose,
           total_fen, submitted_on, submitted_by, version, first_position, position)
         values ($1, $2, $3, 'submitted', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)`,
        [
          paymentId,
          isRun ? 'payout-run' : 'disbursement',
          isRun ? data.run : null,
          data.period,
          isRun ? data.headcount : null,
          data.payee.kind,
          data.payee.name,
          data.purpose,
          data.totalFen,
          data.submittedOn,
          recorded.metadata['actor'] ?? '',
          String(recorded.version),
          recorded.position,
        ],
      );
      await sql.query(
        `insert into payment_charge (payment_id, line, appropriation_id, rate_fen, amount_fen)
         select $1, line, charge ->> 'appropriationId', (charge ->> 'rateFen')::bigint, (charge ->> 'amountFen')::bigint
         from jsonb_array_elements($2::jsonb) with ordinality as charges(charge, line)`,
        [paymentId, JSON.stringify(data.charges)],
      );
      return;
    }
    case 'PaymentPaid':
      await step(`situation = 'paid', paid_on = $4, voucher_number = $5`, data.paidOn, data.voucherNumber);
      return;
    case 'PaymentSentBack':
      await step(`situation = 'sent-back', closed_on = $4, last_reason = $5`, data.sentBackOn, data.reason);
      return;
    case 'PaymentReversed':
      await step(`situation = 'reversed', closed_on = $4, last_reason = $5`, data.reversedOn, data.reason);
      return;
    case 'PaymentReclassified':
      await step(`last_reason = $4`, data.reason);
      await sql.query(
        `update payment_charge set appropriation_id = $3 where payment_id = $1 and appropriation_id = $2`,
        [paymentId, data.from, data.to],
      );
      return;
    case 'PaymentReturnedByBank':
    case 'PaymentReturnedByPayee':
      await step(
        `returned_fen = returned_fen + $4, headcount = headcount - $5, last_reason = $6`,
        data.totalFen,
        data.headcount ?? 0,
        data.reason,
      );
      await sql.query(
        `update payment_charge c set returned_fen = c.returned_fen + (r.value ->> 'amountFen')::bigint
         from jsonb_array_elements($2::jsonb) as r
         where c.payment_id = $1 and c.appropriation_id = r.value ->> 'appropriationId'`,
        [paymentId, JSON.stringify(data.charges)],
      );
      return;
    default:
      unreachable(type);
  }
}
