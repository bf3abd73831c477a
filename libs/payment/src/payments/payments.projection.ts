import type { RecordedEvent } from '@bofu/event-store';
import { appropriationCodec } from '@bofu/budget';
import { unreachable, type BusinessDate, type Stamped } from '@bofu/kernel';
import type { Projection, Sql } from '@bofu/read-model';
import type { ChargeData, PaymentEvent, Restores } from '../domain/payment-events';
import { paymentCodec } from '../payment-codec';
import { digestOf } from '../payment-digest';

/**
 * Payments as facts: what was submitted, line by line and charge by charge, and one row for each thing that happened to
 * a charge, with its business day and its position. How a payment stood on a day, as known at a position, is the sum of
 * the rows that count by both clocks.
 */
export const paymentsProjection: Projection = {
  name: 'payments',
  version: 9,
  filter: {
    streamPrefixes: ['payment-', 'appropriation-'],
    types: [
      'AppropriationIssued',
      'PaymentSubmitted',
      'PaymentReviewed',
      'PaymentApproved',
      'PaymentSecondApproved',
      'PaymentHandedOver',
      'PaymentPaid',
      'PaymentReissueWaived',
      'PaymentSentBack',
      'PaymentWithdrawalRequested',
      'PaymentWithdrawalDeclined',
      'PaymentWithdrawn',
      'PaymentVoided',
      'PaymentRefused',
      'PaymentReversed',
      'PaymentReversalRequested',
      'PaymentReclassificationRequested',
      'PaymentCorrectionDeclined',
      'PaymentReclassified',
      'PaymentReturnedByBank',
      'PaymentReturnedByPayee',
      'AdvanceRepaid',
    ],
  },
  schemaSql: `
    create table appropriation (
      appropriation_id text collate "C" primary key,
      fiscal_year int not null,
      unit_code text not null
    );
    create table payment (
      payment_id text collate "C" primary key,
      agency_id text collate "C" not null,
      kind text not null,
      route text not null,
      payee_kind text not null,
      payee_name text not null,
      payee_account jsonb,
      purpose text not null,
      digest text not null,
      submitted_on date not null,
      submitted_by jsonb not null,
      scheme_id text,
      replaces text,
      reissue_of jsonb,
      position text collate "C" not null
    );
    create table payment_line (
      payment_id text collate "C",
      line int,
      agency_id text collate "C" not null,
      charge int not null,
      programme_id text not null,
      appropriation_id text not null,
      group_id text,
      heads_of text,
      heads bigint,
      rate_fen bigint,
      rate_per text,
      times int not null,
      period text,
      entry text not null,
      reason text,
      borne_for text,
      amount_fen bigint not null,
      primary key (payment_id, line)
    );
    create table line_return (
      payment_id text collate "C",
      line int,
      position text collate "C",
      business_day date not null,
      heads bigint not null,
      primary key (payment_id, line, position)
    );
    create table charge (
      payment_id text collate "C",
      charge int,
      agency_id text collate "C" not null,
      programme_id text not null,
      appropriation_id text collate "C" not null,
      fiscal_year int,
      unit_code text,
      moved_from int,
      primary key (payment_id, charge)
    );
    create table charge_fact (
      payment_id text collate "C",
      charge int,
      position text collate "C",
      business_day date not null,
      fact text not null,
      amount_fen bigint not null,
      returned_fen bigint not null,
      repaid_fen bigint not null,
      voucher_number text,
      bank text,
      restores text,
      primary key (payment_id, charge, position)
    );
    create table payment_step (
      payment_id text collate "C",
      position text collate "C",
      version bigint not null,
      business_day date not null,
      type text not null,
      recorded_by jsonb not null,
      reason text,
      confirmation text,
      return_id text,
      recorded_at text not null,
      late jsonb,
      second_approval jsonb,
      asked jsonb,
      primary key (payment_id, position)
    );
  `,
  readersIndexSql: `
    create index on payment (agency_id, position);
    create index on payment (scheme_id, position);
    create index on payment_line (agency_id, period, payment_id);
    create index on charge (appropriation_id, payment_id);
    create index on charge (programme_id, payment_id);
    create index on charge (agency_id, fiscal_year, payment_id);
    create index on payment (agency_id, payee_name, position);
    create index on payment (replaces);
    create index on payment ((reissue_of ->> 'returnId'));
    create index on payment_step ((recorded_by ->> 'personId'), position);
    create index on payment_step (type, business_day);
  `,
  async apply(events, sql) {
    await insert(sql, 'appropriation', events.flatMap(appropriationRows));
    const recorded = events.flatMap((event) =>
      paymentCodec.knows(event) ? [{ event, decoded: paymentCodec.decode(event) }] : [],
    );
    await insert(sql, 'payment', recorded.flatMap(paymentRows));
    await insert(sql, 'payment_line', recorded.flatMap(lineRows));
    await insertCharges(sql, recorded.flatMap(chargeRows));
    await insert(sql, 'charge_fact', recorded.flatMap(factRows));
    await insert(sql, 'line_return', recorded.flatMap(lineReturnRows));
    await insert(sql, 'payment_step', recorded.map(stepRow));
  },
};

interface Recorded {
  readonly event: RecordedEvent;
  readonly decoded: Stamped<PaymentEvent>;
}

type Row = Readonly<Record<string, unknown>>;

/** One statement a table: rows travel as one JSON parameter and come apart in Postgres. */
async function insert(sql: Sql, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [
    JSON.stringify(rows),
  ]);
}

/** A charge is of the year and the unit of its appropriation, which was issued before anything was charged to it. */
async function insertCharges(sql: Sql, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql.query(
    `insert into charge
     select r.payment_id, r.charge, r.agency_id, r.programme_id, r.appropriation_id, a.fiscal_year, a.unit_code,
       r.moved_from
     from jsonb_populate_recordset(null::charge, $1::jsonb) r left join appropriation a using (appropriation_id)`,
    [JSON.stringify(rows)],
  );
}

function appropriationRows(recorded: RecordedEvent): Row[] {
  if (recorded.type !== 'AppropriationIssued') return [];
  const { type, data } = appropriationCodec.decode(recorded);
  if (type !== 'AppropriationIssued') return [];
  const { appropriationId, fiscalYear, unitCode } = data;
  return [{ appropriation_id: appropriationId, fiscal_year: fiscalYear, unit_code: unitCode }];
}

function paymentRows({ event: { position }, decoded: { type, data } }: Recorded): Row[] {
  if (type !== 'PaymentSubmitted') return [];
  const {
    paymentId,
    agencyId,
    kind,
    route,
    payee,
    payeeAccount,
    purpose,
    submittedOn,
    by,
    schemeId,
    replaces,
    reissueOf,
  } = data;
  return [
    {
      payment_id: paymentId,
      agency_id: agencyId,
      kind,
      route,
      payee_kind: payee.kind,
      payee_name: payee.name,
      payee_account: payeeAccount,
      purpose,
      digest: digestOf(data),
      submitted_on: submittedOn,
      submitted_by: by,
      scheme_id: schemeId,
      replaces,
      reissue_of: reissueOf,
      position,
    },
  ];
}

function lineRows({ decoded: { type, data } }: Recorded): Row[] {
  if (type !== 'PaymentSubmitted') return [];
  const { paymentId, agencyId, lines, charges } = data;
  const chargeOf = new Map(charges.map(({ appropriationId, charge }) => [appropriationId, charge]));
  return lines.map((line) => ({
    payment_id: paymentId,
    line: line.line,
    agency_id: agencyId,
    charge: chargeOf.get(line.appropriationId),
    programme_id: line.programmeId,
    appropriation_id: line.appropriationId,
    group_id: line.groupId,
    heads_of: line.heads?.of ?? null,
    heads: line.heads?.count ?? null,
    rate_fen: line.rate?.amountFen ?? null,
    rate_per: line.rate?.per ?? null,
    times: line.times,
    period: line.period,
    entry: line.entry,
    reason: line.reason,
    borne_for: line.borneFor,
    amount_fen: line.amountFen,
  }));
}

function chargeRows({ decoded: { type, data } }: Recorded): Row[] {
  const { paymentId, agencyId } = data;
  const row = ({ charge, programmeId, appropriationId }: Omit<ChargeData, 'amountFen'>, movedFrom: number | null) => ({
    payment_id: paymentId,
    charge,
    agency_id: agencyId,
    programme_id: programmeId,
    appropriation_id: appropriationId,
    moved_from: movedFrom,
  });
  if (type === 'PaymentSubmitted') return data.charges.map((charge) => row(charge, null));
  if (type === 'PaymentReclassified') return [row({ ...data, appropriationId: data.to }, data.movedFrom)];
  return [];
}

interface Fact {
  readonly charge: number;
  readonly fact: 'submitted' | 'paid' | 'released' | 'reversed' | 'moved-out' | 'moved-in' | 'returned' | 'repaid';
  /** What is charged, more or less. */
  readonly amountFen?: string;
  readonly returnedFen?: string;
  readonly repaidFen?: string;
  readonly voucherNumber?: string | null;
  readonly bank?: string | null;
  readonly restores?: Restores;
}

/** What an event means for each charge it is about. What is out follows from what is charged, paid and returned. */
function factRows({ event: { position }, decoded }: Recorded): Row[] {
  const { paymentId } = decoded.data;
  return factsOf(decoded).map(({ charge, fact, amountFen, returnedFen, repaidFen, voucherNumber, bank, restores }) => ({
    payment_id: paymentId,
    charge,
    position,
    business_day: businessDayOf(decoded),
    fact,
    amount_fen: amountFen ?? '0',
    returned_fen: returnedFen ?? '0',
    repaid_fen: repaidFen ?? '0',
    voucher_number: voucherNumber ?? null,
    bank: bank ?? null,
    restores: restores ?? null,
  }));
}

function factsOf({ type, data }: Stamped<PaymentEvent>): readonly Fact[] {
  switch (type) {
    case 'PaymentSubmitted':
      return data.charges.map(({ charge, amountFen }) => ({ charge, fact: 'submitted', amountFen }));
    case 'PaymentReviewed':
    case 'PaymentApproved':
    case 'PaymentSecondApproved':
    case 'PaymentHandedOver':
    case 'PaymentWithdrawalRequested':
    case 'PaymentWithdrawalDeclined':
    case 'PaymentReversalRequested':
    case 'PaymentReclassificationRequested':
    case 'PaymentCorrectionDeclined':
    case 'PaymentReissueWaived':
      return [];
    case 'PaymentPaid': {
      const { voucherNumber, bank } = data;
      return data.charges.map((charge) => ({ charge, fact: 'paid', voucherNumber, bank }));
    }
    case 'PaymentSentBack':
    case 'PaymentWithdrawn':
    case 'PaymentVoided':
    case 'PaymentRefused':
      return data.charges.map((charge) => ({ charge, fact: 'released' }));
    case 'PaymentReversed':
      return data.charges.map((charge) => ({ charge, fact: 'reversed' }));
    case 'PaymentReclassified': {
      const { movedFrom, charge, amountFen } = data;
      return [
        { charge: movedFrom, fact: 'moved-out', amountFen: `-${amountFen}` },
        { charge, fact: 'moved-in', amountFen },
      ];
    }
    case 'PaymentReturnedByBank':
    case 'PaymentReturnedByPayee':
      return data.charges.map(({ charge, amountFen: returnedFen, restores }) => ({
        ...{ charge, fact: 'returned', returnedFen, restores },
      }));
    case 'AdvanceRepaid':
      return [{ charge: data.charge, fact: 'repaid', repaidFen: data.amountFen }];
    default:
      return unreachable(type);
  }
}

function lineReturnRows({ event: { position }, decoded: { type, data } }: Recorded): Row[] {
  if (type !== 'PaymentReturnedByBank' && type !== 'PaymentReturnedByPayee') return [];
  const { paymentId, returnedOn } = data;
  return data.lines.map(({ line, count }) => ({
    ...{ payment_id: paymentId, line, position, business_day: returnedOn, heads: count },
  }));
}

function stepRow({ event: { position, version, metadata }, decoded }: Recorded): Row {
  const { type, data } = decoded;
  return {
    payment_id: data.paymentId,
    position,
    version: String(version),
    business_day: businessDayOf(decoded),
    type,
    recorded_by: data.by,
    reason: 'reason' in data ? data.reason : null,
    confirmation: 'confirmation' in data ? data.confirmation : null,
    return_id: 'returnId' in data ? data.returnId : null,
    recorded_at: metadata['recordedAt'] ?? '',
    late: 'late' in data ? data.late : null,
    second_approval: 'secondApproval' in data ? data.secondApproval : null,
    asked: askedIn(decoded),
  };
}

/** What whoever answers a request is shown of it. */
export interface Asked {
  readonly charges: readonly number[];
  readonly amountFen: string;
  /** The appropriation that is to bear it; `null` where nothing is moved. */
  readonly to: string | null;
  /** Of a reversal: whether money is to come back. */
  readonly leftBank: boolean | null;
}

function askedIn({ type, data }: Stamped<PaymentEvent>): Asked | null {
  switch (type) {
    case 'PaymentWithdrawalRequested':
      return { charges: data.charges, amountFen: data.totalFen, to: null, leftBank: null };
    case 'PaymentReversalRequested':
      return { charges: data.charges, amountFen: data.totalFen, to: null, leftBank: data.leftBank };
    case 'PaymentReclassificationRequested':
      return { charges: [data.movedFrom], amountFen: data.amountFen, to: data.to, leftBank: null };
    default:
      return null;
  }
}

const businessDayOf = (decoded: Stamped<PaymentEvent>): BusinessDate | null => paymentCodec.businessDayOf(decoded);
