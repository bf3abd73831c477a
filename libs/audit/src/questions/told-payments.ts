import type { BusinessDate, Stamped } from '@bofu/kernel';
import { paymentCodec, type PaymentEvent } from '@bofu/payment';
import type { NumberedEvent } from '../export/numbered-events';
import { asksAbout, type QuestionScope } from './question';
import { appropriationEvents, appropriationsOf } from './told-by-events';

type Told = Stamped<PaymentEvent>;
type Content = Extract<Told, { type: 'PaymentSubmitted' }>['data'];

/** An event of a payment, typed, with the business day it counts for. */
export interface ToldAct {
  readonly event: NumberedEvent;
  readonly told: Told;
  readonly on: BusinessDate | null;
}

/** A payment as it was submitted, with everything recorded of it since. */
export interface ToldPayment {
  readonly paymentId: string;
  readonly content: Content;
  readonly submitted: NumberedEvent;
  /** In the order recorded, the submission first. */
  readonly acts: readonly ToldAct[];
}

/** All payments of an agency, of whatever year, up to a business day. */
export function paymentsOf(
  events: readonly NumberedEvent[],
  { agencyId, asOf }: Pick<QuestionScope, 'agencyId' | 'asOf'>,
): readonly ToldPayment[] {
  const payments = new Map<string, ToldPayment & { readonly acts: ToldAct[] }>();
  for (const event of events) {
    if (!paymentCodec.knows(event)) continue;
    const told = paymentCodec.decode(event);
    if (told.data.agencyId !== agencyId) continue;
    const on = paymentCodec.businessDayOf(told);
    if (on !== null && on > asOf) continue;
    const { paymentId } = told.data;
    if (told.type === 'PaymentSubmitted')
      payments.set(paymentId, { paymentId, content: told.data, submitted: event, acts: [] });
    payments.get(paymentId)?.acts.push({ event, told, on });
  }
  return [...payments.values()];
}

/** Those that charge the appropriations and the month asked about. */
export function paymentsAsked(events: readonly NumberedEvent[], scope: QuestionScope): readonly ToldPayment[] {
  const ofYear = new Set(
    appropriationsOf(appropriationEvents(events, scope)).map(({ appropriationId }) => appropriationId),
  );
  return paymentsOf(events, scope).filter(({ content: { charges, lines } }) => {
    const isAsked = charges.some(
      ({ appropriationId }) => ofYear.has(appropriationId) && asksAbout(scope, appropriationId),
    );
    return isAsked && (scope.period === null || lines.some(({ period }) => period === scope.period));
  });
}

const ENDED: ReadonlySet<PaymentEvent['type']> = new Set([
  'PaymentSentBack',
  'PaymentWithdrawn',
  'PaymentVoided',
  'PaymentRefused',
  'PaymentReversed',
]);

/** Any of it is in transit or paid: a charge moved elsewhere stands there. */
export function stands({ content, acts }: ToldPayment): boolean {
  const open = new Set(content.charges.map(({ charge }) => charge));
  for (const { told } of acts) {
    if (told.type === 'PaymentReclassified') open.add(told.data.charge);
    if (ENDED.has(told.type) && 'charges' in told.data)
      for (const charge of told.data.charges) if (typeof charge === 'number') open.delete(charge);
  }
  return open.size > 0;
}

/** When all of it had been paid; `null` while any has not. */
export function paidOnOf({ acts }: ToldPayment): BusinessDate | null {
  const days = acts.flatMap(({ told }) => (told.type === 'PaymentPaid' ? [told.data.paidOn] : []));
  return days.toSorted().at(-1) ?? null;
}
