import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { NO_ELEMENTS } from '@bofu/budget';
import { derivedId, eventId, placed, sealed, streamId, type NewEvent, type StreamId } from '@bofu/event-store';
import { inDatabase } from './database';

/** What a part of the bench wants its log to look like. */
export interface Books {
  readonly events: number;
  readonly appropriations: number;
  /** Whose, and of how many fiscal years from 2021 on; one of each unless told. */
  readonly agencies?: number;
  readonly years?: number;
  /** How many events of an appropriation come in a row before others have their turn; 250 unless told. */
  readonly inARow?: number;
  /** Payments, a payout scheme, an alert and a job beside the appropriations, as the product records them. */
  readonly inFull?: boolean;
  /** How many alerts all in all where they are `inFull`; one an appropriation unless told. */
  readonly alerts?: number;
  /** What programmes are called, where that matters. */
  readonly programmeName?: string;
  /** Each event carries its hash and that of the one before it in its stream. */
  readonly sealed?: boolean;
}

export interface Written {
  readonly agencyId: string;
  readonly stream: StreamId;
  readonly event: NewEvent;
}

/** Appropriations written side by side, as by eight clerks. */
const SIDE_BY_SIDE = 8;
const LINES_A_CHUNK = 1_000;
/** Of so many payments one has an amount and a payee of its own. */
const ODD = 500;

/**
 * Writes the books straight into the table of an event store that has been opened before, by COPY: what is measured is
 * what comes after. Returns how many events there are.
 */
export async function copyBooksIn(url: string, books: Books): Promise<number> {
  const before = await inDatabase(url, (client) =>
    client.query<{ last: string }>('select coalesce(max(position), 0)::text as last from event_store.event'),
  );
  const first = Number(before.rows[0]?.last ?? 0);
  let position = first;
  const versions = new Map<StreamId, bigint>();
  const ends = new Map<StreamId, NewEvent>();
  const lineOf = ({ agencyId, stream, event: bare }: Written): string => {
    const before = versions.get(stream) ?? -1n;
    const event = placedOrSealed(agencyId, stream, before, ends.get(stream), bare, books.sealed);
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
  return position - first;
}

function placedOrSealed(
  agency: string,
  stream: StreamId,
  version: bigint,
  last: NewEvent | undefined,
  event: NewEvent,
  isSealed = false,
): NewEvent {
  const addition = { stream, last: last && { ...last, stream, version }, events: [event] };
  const placing = { schema: 1, agency };
  return (isSealed ? sealed([addition], placing) : placed([addition], placing))[0]?.events[0] ?? event;
}

/** Some appropriations at a time, each a few events and then the next; when all are through, the next ones. */
export function* inTurns({
  events,
  appropriations,
  agencies = 1,
  years = 1,
  inARow = 250,
  inFull = false,
  alerts = appropriations,
  programmeName = '基准项目',
}: Books): Generator<Written> {
  for (let agency = 0; agency < agencies; agency += 1) yield* agencyWithClerk(agency);
  const each = Math.floor(events / appropriations);
  const shareOf = (index: number): number =>
    Math.floor(((index + 1) * alerts) / appropriations) - Math.floor((index * alerts) / appropriations);
  const together = inARow < 250 ? appropriations : SIDE_BY_SIDE;
  for (let first = 0; first < appropriations; first += together) {
    const count = Math.min(together, appropriations - first);
    let books = Array.from({ length: count }, (_, at) =>
      yearOf({ ...placeOf(first + at, agencies, years), programmeName }, each, inFull ? shareOf(first + at) : null),
    );
    while (books.length > 0) {
      const left: typeof books = [];
      for (const year of books) {
        let taken = 0;
        for (; taken < inARow; taken += 1) {
          const next = year.next();
          if (next.done) break;
          yield next.value;
        }
        if (taken === inARow) left.push(year);
      }
      books = left;
    }
  }
}

/** Which appropriation it is: of which agency, of its how manieth programme, in which year. */
interface Place {
  readonly index: number;
  readonly agencyId: string;
  readonly programme: number;
  readonly programmeName: string;
  readonly fiscalYear: number;
}

const FIRST_YEAR = 2021;
const NOTHING_STATED = Object.fromEntries(Object.keys(NO_ELEMENTS).map((element) => [element, null]));

/** Agencies by turns; a programme has an appropriation in each year. */
function placeOf(index: number, agencies: number, years: number): Omit<Place, 'programmeName'> {
  const within = Math.floor(index / agencies);
  return {
    index,
    agencyId: agencyIdOf(index % agencies),
    programme: Math.floor(within / years),
    fiscalYear: FIRST_YEAR + (within % years),
  };
}

export const agencyIdOf = (agency: number): string => derivedId('bench', 'agency', String(agency));
export const appropriationIdOf = (index: number): string => derivedId('bench', 'appropriation', String(index));
const clerkOf = (agencyId: string): string => derivedId('bench', 'clerk', agencyId);

/** Writes the events of one agency, one after the other; ids follow from `key`. */
function writerOf(agencyId: string, key: string) {
  let ordinal = 0;
  const by = {
    personId: clerkOf(agencyId),
    post: 'clerk',
    delegationId: null,
    channel: 'service',
    mode: 'single-person',
  } as const;
  return (stream: StreamId, type: string, data: NewEvent['data'], bookedIn: string | null = null): Written => ({
    agencyId,
    stream,
    event: {
      id: eventId(key, ordinal++),
      type,
      data: { ...data, agencyId, by, bookedIn },
      metadata: {
        commandId: key,
        commandHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        correlationId: key,
        causationId: key,
        recordedAt: '2021-01-01T10:00:00.000+08:00',
      },
    },
  });
}
type Write = ReturnType<typeof writerOf>;

function* agencyWithClerk(agency: number): Generator<Written> {
  const agencyId = agencyIdOf(agency);
  const written = writerOf(agencyId, agencyId);
  const code = String(1_000 + agency);
  const region = { regionCode: '130600', regionName: '保定市', parentAgencyId: null, effectiveOn: '2015-01-01' };
  yield written(streamId('agency', agencyId), 'AgencyRegistered', { code, name: `基准局${code}`, ...region });
  const personId = clerkOf(agencyId);
  const clerk = { personId, name: '王经办', number: '001', kind: 'person' };
  yield written(streamId('person', personId), 'PersonRegistered', clerk);
}

/**
 * A year of one appropriation as the product records it: issued, planned, then committed and settled over and over.
 * @param alerts how many of it there are; `null`: nothing stands beside the money
 */
function* yearOf(place: Place, events: number, alerts: number | null): Generator<Written> {
  let ordinal = 0;
  for (const written of endlessYear(place, events, alerts)) {
    if (ordinal === events) return;
    ordinal += 1;
    yield written;
  }
}

function* endlessYear(place: Place, events: number, alerts: number | null): Generator<Written> {
  const { index, agencyId, programme, programmeName, fiscalYear } = place;
  const appropriationId = appropriationIdOf(index);
  const programmeId = derivedId('bench', 'programme', agencyId, String(programme));
  const written = writerOf(agencyId, appropriationId);
  const programmeCode = `BENCH${String(programme).padStart(16, '0')}`;
  const [firstDay, firstMonth] = [`${fiscalYear}-01-01`, `${fiscalYear}-01`];
  if (fiscalYear === FIRST_YEAR)
    yield written(streamId('programme', programmeId), 'ProgrammeRegistered', {
      ...{ programmeId, code: programmeCode, name: programmeName, effectiveOn: firstDay, sources: [] },
    });
  const stream = streamId('appropriation', appropriationId);
  const issued = {
    appropriationId,
    programmeId,
    programmeCode,
    programmeName,
    fiscalYear,
    formedIn: fiscalYear,
    issuedAs: 'regular',
    batch: 1,
    unitCode: '356001',
    unitName: '本级',
    fundingLevel: 'district',
    fundingLevelBasis: 'stated',
    budgetType: 'general-public',
    documentNumber: null,
    documentDate: null,
    elements: NOTHING_STATED,
    amountFen: '100000000000',
    effectiveOn: firstDay,
    sources: [],
  };
  yield written(stream, 'AppropriationIssued', issued, firstMonth);
  const checkpoints = [
    { on: `${fiscalYear}-03-31`, cumulativeShare: 2500 },
    { on: `${fiscalYear}-06-30`, cumulativeShare: 5000 },
    { on: `${fiscalYear}-10-31`, cumulativeShare: 7500 },
    { on: `${fiscalYear}-12-31`, cumulativeShare: 10_000 },
  ];
  const plan = { appropriationId, effectiveOn: firstDay, checkpoints, sources: [] };
  yield written(stream, 'SpendingPlanAdopted', plan, firstMonth);
  if (alerts !== null) yield* besideTheMoney(place, { appropriationId, programmeId, alerts }, written);
  for (let payment = 0; ; payment += 1) {
    const month = String(Math.min(12, 1 + Math.floor((24 * payment) / events))).padStart(2, '0');
    const paymentId = derivedId('bench', 'payment', String(index), String(payment));
    // Money goes out on a few days of a month, as it does in an office: four here.
    const on = `${fiscalYear}-${month}-${String(7 * (1 + (payment % 4))).padStart(2, '0')}`;
    const period = `${fiscalYear}-${month}`;
    // Mostly the same, as a monthly payment is; some amount or payee is to be found among a million.
    const isOdd = payment % ODD === ODD - 1;
    const amountFen = isOdd ? String(18_896_751 + index * 1_000 + Math.floor(payment / ODD)) : '18896750';
    const own = streamId('payment', paymentId);
    const charge = { paymentId, charge: 1, amountFen };
    if (alerts !== null) {
      const line = { line: 1, programmeId, appropriationId, groupId: null, heads: null, rate: null, times: 1, period };
      const submitted = {
        paymentId,
        kind: 'disbursement',
        route: 'treasury',
        lines: [{ ...line, entry: 'regular', reason: null, borneFor: null, amountFen }],
        charges: [{ charge: 1, programmeId, appropriationId, amountFen }],
        totalFen: amountFen,
        payee: isOdd
          ? { kind: 'organisation', name: `第${index}号敬老院` }
          : { kind: 'special-account', name: '社会保障基金财政专户' },
        payeeAccount: null,
        purpose: '补助',
        submittedOn: on,
        schemeId: null,
        replaces: null,
        reissueOf: null,
        confirmation: null,
        late: null,
      };
      yield written(own, 'PaymentSubmitted', submitted, period);
    }
    yield written(stream, 'FundsCommitted', { appropriationId, ...charge, submittedOn: on, period }, period);
    const voucherNumber = `支${fiscalYear}-${index}-${payment}`;
    const said = { voucherNumber, bank: null, confirmation: null, late: null };
    const paid = { paymentId, charges: [1], totalFen: amountFen, paidOn: on, ...said };
    if (alerts !== null) yield written(own, 'PaymentPaid', paid, period);
    yield written(stream, 'CommitmentSettled', { appropriationId, ...charge, paidOn: on }, period);
  }
}

function* besideTheMoney(
  { index, fiscalYear }: Place,
  { appropriationId, programmeId, alerts }: { appropriationId: string; programmeId: string; alerts: number },
  written: Write,
): Generator<Written> {
  const [schemeId, jobId] = ['scheme', 'job'].map((kind) => derivedId('bench', kind, String(index)));
  yield written(streamId('payoutScheme', schemeId ?? ''), 'PayoutSchemeDefined', {
    schemeId: schemeId ?? '',
    name: '城乡居保基础养老金',
    fiscalYear,
    lines: [{ appropriationId, groupId: null, rateFen: '9300', per: 'month', headcount: null }],
    headcount: 75_587,
    payee: { kind: 'persons-by-bank', name: '代发银行' },
    payeeId: null,
    effectiveOn: `${fiscalYear}-01-04`,
  });
  for (let nth = 0; nth < alerts; nth += 1)
    yield written(...unpaidMonth({ index, fiscalYear, appropriationId, programmeId, nth }));
  yield written(streamId('job', jobId ?? ''), 'JobRequested', {
    jobId: jobId ?? '',
    kind: 'projection-rebuild',
    parameters: { projection: 'payments' },
    requestedOn: `${fiscalYear}-10-29`,
  });
}

interface UnpaidMonth {
  readonly index: number;
  readonly fiscalYear: number;
  readonly appropriationId: string;
  readonly programmeId: string;
  readonly nth: number;
}

/** Each alert is of a month of its own; some appropriations' are red, some orange, some yellow. */
function unpaidMonth({ index, fiscalYear, appropriationId, programmeId, nth }: UnpaidMonth): Parameters<Write> {
  const month = `${fiscalYear}-${String(1 + (nth % 12)).padStart(2, '0')}`;
  const level = ['yellow', 'orange', 'red'][index % 3]!;
  const alertId = derivedId('bench', 'alert', String(index), String(nth));
  const line = {
    rule: 'R06',
    ruleName: '逐期发放时限',
    edition: 1,
    ruleVersion: 1,
    blocking: false,
    appropriationId,
    period: month,
    level,
    formula: `${month} 应于 ${month}-28 前发放，至 ${month}-21 未提交`,
    figures: { due: `${month}-28` },
    stakeFen: '18896750',
    renewedBy: null,
    since: `${month}-21`,
  };
  const data = {
    alertId,
    cause: 'unpaid',
    fiscalYear,
    subject: programmeId,
    subjectName: '基准项目',
    programmeId,
    appropriationId: null,
    level,
    lines: [line],
    evaluatedOn: `${month}-21`,
  };
  return [streamId('alert', alertId), 'AlertRaised', data];
}
