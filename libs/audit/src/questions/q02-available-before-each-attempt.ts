import { z } from 'zod';
import { fen, fenFromDigits, periodOf, type BusinessDate, type Fen, type Period } from '@bofu/kernel';
import type { NumberedEvent } from '../export/numbered-events';
import { inWords, money, yuan, type AuditQuestion, type QuestionScope } from './question';
import {
  afterMovement,
  appropriationEvents,
  NOTHING_HELD,
  programmeInWords,
  programmesOf,
  type Holding,
  type ToldProgramme,
} from './told-by-events';

const row = z.strictObject({
  number: z.int(),
  on: z.string(),
  appropriationId: z.string(),
  programmeName: z.string(),
  paymentId: z.string().nullable(),
  period: z.string().nullable(),
  outcome: z.enum(['accepted', 'refused']),
  available: money,
  required: money,
  short: money,
  headcount: z.int().nullable(),
  /** What the refusal itself said was there; anything but `available` means the log contradicts itself. */
  availableAsRefused: money.nullable(),
});
type Row = z.output<typeof row>;

/** 办理未成: an attempt that was refused for want of money, as it is recorded. */
interface AttemptRefused {
  readonly attemptedOn: BusinessDate;
  readonly paymentId: string | null;
  readonly period: Period | null;
  readonly headcount: number | null;
  readonly shortfalls: readonly {
    readonly appropriationId: string;
    readonly availableFen: string;
    readonly requiredFen: string;
  }[];
}

interface Attempt {
  readonly event: NumberedEvent;
  readonly programme: ToldProgramme;
  readonly on: BusinessDate;
  readonly paymentId: string | null;
  readonly period: Period | null;
  readonly headcount: number | null;
  readonly requiredFen: Fen;
  readonly availableFen: Fen;
  readonly refusedWithFen: Fen | null;
}

/**
 * 可用 just before each attempt is what the events recorded before it leave, whatever business date they bear: that is
 * what the attempt was judged by.
 */
export const availableBeforeEachAttempt: AuditQuestion<Row> = {
  number: 2,
  title: '每次申请之前，该项目的可用指标是多少（含被拒绝的申请）？',
  row,
  ask(events, scope) {
    const attempts = attemptsIn(events, scope);
    const refused = attempts.filter(({ refusedWithFen }) => refusedWithFen !== null);
    const sentences = refused.map(
      ({ on, programme, requiredFen, availableFen }) =>
        `${on} ${programmeInWords(programme)}可用 ${inWords(availableFen)}，需 ${inWords(requiredFen)}，` +
        `差 ${inWords(fen(requiredFen - availableFen))}，未办理`,
    );
    const [count, refusals] = [attempts.length, refused.length];
    return {
      answer: `${[`共 ${count} 次申请，其中 ${refusals} 次因可用指标不足被拒绝`, ...sentences].join('；')}。`,
      rows: attempts.map(rowOf),
      proof: attempts.map(({ event }) => event),
    };
  },
};

function attemptsIn(events: readonly NumberedEvent[], { fiscalYear, asOf, appropriationId, period }: QuestionScope) {
  const told = appropriationEvents(events, fiscalYear);
  const byNumber = new Map(told.map((one) => [one.event.number, one]));
  const programmes = new Map(programmesOf(told).map((programme) => [programme.appropriationId, programme]));
  const held = new Map<string, Holding>();
  const attempts: Attempt[] = [];
  const availableOf = (id: string): Fen => (held.get(id) ?? NOTHING_HELD).availableFen;
  const keep = (attempt: Attempt): void => {
    if (attempt.on > asOf || (appropriationId !== null && attempt.programme.appropriationId !== appropriationId))
      return;
    // A disbursement may bear no period; it belongs to the month it was submitted in.
    if (period === null || (attempt.period ?? periodOf(attempt.on)) === period) attempts.push(attempt);
  };
  for (const event of events) {
    if (event.type === 'AttemptRefused') {
      const { attemptedOn, paymentId, period: of, headcount, shortfalls } = event.data as unknown as AttemptRefused;
      for (const short of shortfalls) {
        const programme = programmes.get(short.appropriationId);
        if (programme)
          keep({
            event,
            programme,
            on: attemptedOn,
            paymentId,
            period: of,
            headcount,
            requiredFen: fenFromDigits(short.requiredFen),
            availableFen: availableOf(short.appropriationId),
            refusedWithFen: fenFromDigits(short.availableFen),
          });
      }
    }
    const one = byNumber.get(event.number);
    if (!one) continue;
    const { told: fact, programme, movement } = one;
    if (fact.type === 'FundsCommitted')
      keep({
        event,
        programme,
        on: fact.data.submittedOn,
        paymentId: fact.data.paymentId,
        period: fact.data.period,
        headcount: null,
        requiredFen: fenFromDigits(fact.data.amountFen),
        availableFen: availableOf(programme.appropriationId),
        refusedWithFen: null,
      });
    held.set(programme.appropriationId, afterMovement(held.get(programme.appropriationId) ?? NOTHING_HELD, movement));
  }
  return attempts;
}

const rowOf = (attempt: Attempt): Row => {
  const { event, programme, on, paymentId, period, headcount, requiredFen, availableFen, refusedWithFen } = attempt;
  return {
    number: event.number,
    on,
    appropriationId: programme.appropriationId,
    programmeName: programme.terms.programmeName,
    paymentId,
    period,
    outcome: refusedWithFen === null ? 'accepted' : 'refused',
    available: yuan(availableFen),
    required: yuan(requiredFen),
    short: yuan(requiredFen > availableFen ? requiredFen - availableFen : 0n),
    headcount,
    availableAsRefused: refusedWithFen === null ? null : yuan(refusedWithFen),
  };
};
