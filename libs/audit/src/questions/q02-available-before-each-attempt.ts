import { z } from 'zod';
import { refusedAttemptCodec } from '@bofu/budget';
import { fen, fenFromDigits, periodOf, type BusinessDate, type Fen, type Period } from '@bofu/kernel';
import type { NumberedEvent } from '../export/numbered-events';
import { asksAbout, inWords, money, yuan, type AuditQuestion, type QuestionScope } from './question';
import {
  afterMovement,
  appropriationEvents,
  appropriationInWords,
  appropriationsOf,
  NOTHING_HELD,
  type Holding,
  type ToldAppropriation,
} from './told-by-events';

const row = z.strictObject({
  number: z.int(),
  on: z.string(),
  appropriationId: z.string(),
  programmeName: z.string(),
  paymentId: z.string().nullable(),
  /** The payment's charge; `null` of a refused one, which never was. */
  charge: z.int().nullable(),
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

interface Attempt {
  readonly event: NumberedEvent;
  readonly appropriation: ToldAppropriation;
  readonly on: BusinessDate;
  readonly paymentId: string | null;
  readonly charge: number | null;
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
      ({ on, appropriation, requiredFen, availableFen }) =>
        `${on} ${appropriationInWords(appropriation)}可用 ${inWords(availableFen)}，需 ${inWords(requiredFen)}，` +
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

function attemptsIn(events: readonly NumberedEvent[], scope: QuestionScope) {
  const { asOf, period } = scope;
  const told = appropriationEvents(events, scope);
  const byNumber = new Map(told.map((one) => [one.event.number, one]));
  const appropriations = new Map(appropriationsOf(told).map((one) => [one.appropriationId, one]));
  const held = new Map<string, Holding>();
  const attempts: Attempt[] = [];
  const availableOf = (id: string): Fen => (held.get(id) ?? NOTHING_HELD).availableFen;
  const keep = (attempt: Attempt): void => {
    if (attempt.on > asOf || !asksAbout(scope, attempt.appropriation.appropriationId)) return;
    // A disbursement may bear no period; it belongs to the month it was submitted in.
    if (period === null || (attempt.period ?? periodOf(attempt.on)) === period) attempts.push(attempt);
  };
  for (const event of events) {
    if (refusedAttemptCodec.knows(event)) {
      const { attemptedOn, paymentId, period: of, headcount, shortfalls } = refusedAttemptCodec.decode(event).data;
      for (const short of shortfalls) {
        const appropriation = appropriations.get(short.appropriationId);
        if (appropriation)
          keep({
            event,
            appropriation,
            on: attemptedOn,
            paymentId,
            charge: null,
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
    const { told: fact, appropriation, movement } = one;
    const id = appropriation.appropriationId;
    if (fact.type === 'FundsCommitted')
      keep({
        event,
        appropriation,
        on: fact.data.submittedOn,
        paymentId: fact.data.paymentId,
        charge: fact.data.charge,
        period: fact.data.period,
        headcount: null,
        requiredFen: fenFromDigits(fact.data.amountFen),
        availableFen: availableOf(id),
        refusedWithFen: null,
      });
    held.set(id, afterMovement(held.get(id) ?? NOTHING_HELD, movement));
  }
  return attempts;
}

const rowOf = (attempt: Attempt): Row => {
  const { event, appropriation, on, paymentId, charge, period, headcount } = attempt;
  const { requiredFen, availableFen, refusedWithFen } = attempt;
  return {
    number: event.number,
    on,
    appropriationId: appropriation.appropriationId,
    programmeName: appropriation.terms.programmeName,
    paymentId,
    charge,
    period,
    outcome: refusedWithFen === null ? 'accepted' : 'refused',
    available: yuan(availableFen),
    required: yuan(requiredFen),
    short: yuan(requiredFen > availableFen ? requiredFen - availableFen : 0n),
    headcount,
    availableAsRefused: refusedWithFen === null ? null : yuan(refusedWithFen),
  };
};
