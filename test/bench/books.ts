import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { chained, eventId, streamId, type NewEvent, type StreamId } from '@bofu/event-store';
import { inDatabase } from './database';

/** What a part of the bench wants its log to look like. */
export interface Books {
  readonly events: number;
  readonly appropriations: number;
  /** How many events of an appropriation come in a row before others have their turn; 250 unless told. */
  readonly inARow?: number;
  /** Payments, a payout scheme, an alert and a job beside the appropriations, as the product records them. */
  readonly inFull?: boolean;
  /** Each event carries its hash and that of the one before it in its stream. */
  readonly sealed?: boolean;
}

interface Written {
  readonly stream: StreamId;
  readonly event: NewEvent;
}

/** Appropriations written side by side, as by eight clerks. */
const SIDE_BY_SIDE = 8;
const LINES_A_CHUNK = 1_000;

/**
 * Writes the books straight into the table of an event store that has been opened before, by COPY: what is measured is
 * what comes after. Returns how many events there are.
 */
export async function copyBooksIn(url: string, books: Books): Promise<number> {
  let position = 0;
  const versions = new Map<StreamId, bigint>();
  const ends = new Map<StreamId, NewEvent>();
  const lineOf = ({ stream, event: bare }: Written): string => {
    const before = versions.get(stream) ?? -1n;
    const event = books.sealed ? sealedAfter(stream, before, ends.get(stream), bare) : bare;
    if (books.sealed) ends.set(stream, event);
    versions.set(stream, before + 1n);
    position += 1;
    const { id, type, data, metadata } = event;
    const columns = [position, stream, before + 1n, id, type, JSON.stringify(data), JSON.stringify(metadata)];
    return `${columns.join('\t')}\n`;
  };
  const chunks = function* () {
    let chunk: string[] = [];
    for (const written of inTurns(books)) {
      chunk.push(lineOf(written));
      if (chunk.length < LINES_A_CHUNK) continue;
      yield chunk.join('');
      chunk = [];
    }
    yield chunk.join('');
  };
  await inDatabase(url, async (client) => {
    await pipeline(
      Readable.from(chunks()),
      client.query(
        copyFrom('copy event_store.event (position, stream_id, version, event_id, type, data, metadata) from stdin'),
      ),
    );
    await client.query(`select setval('event_store.event_position', $1)`, [position]);
    await client.query('vacuum analyze event_store.event');
  });
  return position;
}

function sealedAfter(stream: StreamId, version: bigint, last: NewEvent | undefined, event: NewEvent): NewEvent {
  return chained(stream, last && { ...last, stream, version }, [event])[0] ?? event;
}

/** Some appropriations at a time, each a few events and then the next; when all are through, the next ones. */
function* inTurns({ events, appropriations, inARow = 250, inFull = false }: Books): Generator<Written> {
  const each = Math.floor(events / appropriations);
  const together = inARow < 250 ? appropriations : SIDE_BY_SIDE;
  for (let first = 0; first < appropriations; first += together) {
    const count = Math.min(together, appropriations - first);
    let years = Array.from({ length: count }, (_, at) => yearOf(first + at, each, inFull));
    while (years.length > 0) {
      const left: typeof years = [];
      for (const year of years) {
        let taken = 0;
        for (; taken < inARow; taken += 1) {
          const next = year.next();
          if (next.done) break;
          yield next.value;
        }
        if (taken === inARow) left.push(year);
      }
      years = left;
    }
  }
}

/** A year of one appropriation as the product records it: issued, planned, then committed and settled over and over. */
function* yearOf(appropriation: number, events: number, inFull: boolean): Generator<Written> {
  let ordinal = 0;
  for (const written of endlessYear(appropriation, events, inFull)) {
    if (ordinal === events) return;
    ordinal += 1;
    yield written;
  }
}

function* endlessYear(appropriation: number, events: number, inFull: boolean): Generator<Written> {
  const appropriationId = `2021-BENCH${String(appropriation).padStart(16, '0')}`;
  let ordinal = 0;
  const written = (stream: StreamId, type: string, data: NewEvent['data']): Written => ({
    stream,
    event: {
      id: eventId(appropriationId, ordinal++),
      type,
      data,
      metadata: {
        commandId: appropriationId,
        commandHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        correlationId: appropriationId,
        causationId: appropriationId,
        actor: '王经办',
        recordedAt: '2021-01-01T10:00:00.000+08:00',
      },
    },
  });
  const stream = streamId('appropriation', appropriationId);
  yield written(stream, 'AppropriationIssued', {
    appropriationId,
    fiscalYear: 2021,
    programmeCode: appropriationId.slice(5),
    programmeName: '基准项目',
    unitCode: '356001',
    unitName: '本级',
    fundingLevel: 'district',
    fundingLevelBasis: 'stated',
    budgetType: 'general-public',
    documentNumber: null,
    issuedAs: 'regular',
    amountFen: '100000000000',
    effectiveOn: '2021-01-01',
    source: null,
  });
  yield written(stream, 'SpendingPlanAdopted', {
    effectiveOn: '2021-01-01',
    checkpoints: [
      { on: '2021-03-31', cumulativeShare: 2500 },
      { on: '2021-06-30', cumulativeShare: 5000 },
      { on: '2021-10-31', cumulativeShare: 7500 },
      { on: '2021-12-31', cumulativeShare: 10_000 },
    ],
  });
  if (inFull) yield* besideTheMoney(appropriation, appropriationId, written);
  for (let payment = 0; ; payment += 1) {
    const month = String(Math.min(12, 1 + Math.floor((12 * ordinal) / events))).padStart(2, '0');
    const paymentId = `payment-${appropriation}-${payment}`;
    // Money goes out on a few days of a month, as it does in an office: four here.
    const on = `2021-${month}-${String(7 * (1 + (payment % 4))).padStart(2, '0')}`;
    const [amountFen, period] = ['18896750', `2021-${month}`];
    const own = streamId('payment', paymentId);
    if (inFull)
      yield written(own, 'DisbursementSubmitted', {
        paymentId,
        charges: [{ appropriationId, rateFen: null, amountFen }],
        totalFen: amountFen,
        payee: { kind: 'special-account', name: '社会保障基金财政专户' },
        purpose: '补助',
        period,
        submittedOn: on,
      });
    yield written(stream, 'FundsCommitted', { paymentId, amountFen, submittedOn: on, period, claimsPeriod: false });
    if (inFull) yield written(own, 'PaymentPaid', { paidOn: on, voucherNumber: `支2021-${appropriation}-${payment}` });
    yield written(stream, 'CommitmentSettled', { paymentId, amountFen, paidOn: on });
  }
}

function* besideTheMoney(
  appropriation: number,
  appropriationId: string,
  written: (stream: StreamId, type: string, data: NewEvent['data']) => Written,
): Generator<Written> {
  const [schemeId, jobId] = [`scheme-${appropriation}`, `job-${appropriation}`];
  yield written(streamId('payout-scheme', schemeId), 'PayoutSchemeDefined', {
    schemeId,
    name: '城乡居保基础养老金',
    fiscalYear: 2021,
    lines: [{ appropriationId, rateFen: '9300' }],
    totalRateFen: '9300',
    headcount: 75_587,
    payee: { kind: 'persons-by-bank', name: '代发银行' },
    effectiveOn: '2021-01-04',
  });
  const alertId = `R06-${appropriationId}-2021-05`;
  yield written(streamId('alert', alertId), 'AlertRaised', {
    alertId,
    rule: 'R06',
    ruleName: '逐期发放时限',
    blocking: false,
    fiscalYear: 2021,
    subject: appropriationId,
    subjectName: '基准项目',
    appropriationId,
    period: '2021-05',
    ruleVersion: 1,
    level: 'yellow',
    formula: '2021-05 应于 2021-05-28 前发放，至 2021-05-21 未提交',
    figures: { due: '2021-05-28' },
    evaluatedOn: '2021-05-21',
  });
  yield written(streamId('job', jobId), 'JobRequested', {
    jobId,
    kind: 'projection-rebuild',
    parameters: { projection: 'payments' },
    requestedOn: '2021-10-29',
  });
}
