import { projectionSpec } from '@bofu/testing';
import type { PaymentEvent } from '../domain/payment';
import { paymentsProjection } from './payments.projection';

const happened = (paymentId: string, event: PaymentEvent) => ({ stream: `payment-${paymentId}`, ...event });

const run = (paymentId: string) =>
  happened(paymentId, {
    type: 'PayoutRunSubmitted',
    data: {
      paymentId,
      charges: [
        { appropriationId: '2021-A', rateFen: '9300', amountFen: '93000' },
        { appropriationId: '2021-B', rateFen: '250', amountFen: '2500' },
      ],
      totalFen: '95500',
      payee: { kind: 'special-account', name: '财政专户' },
      purpose: '发放',
      period: '2021-02',
      run: 'regular',
      headcount: 10,
      submittedOn: '2021-02-23',
    } as never,
  });
const paid = (paymentId: string) =>
  happened(paymentId, { type: 'PaymentPaid', data: { paidOn: '2021-02-26', voucherNumber: '支1' } as never });

describe('payments as they stand', () => {
  it('follow a run from submission over payment, correction and returns', () =>
    projectionSpec(paymentsProjection)
      .given(
        run('p'),
        run('q'),
        paid('p'),
        happened('p', {
          type: 'PaymentReclassified',
          data: {
            correctionId: 'c',
            from: '2021-B',
            to: '2021-C',
            amountFen: '2500',
            correctedOn: '2021-03-01',
            reason: '错列',
          } as never,
        }),
        happened('p', {
          type: 'PaymentReturnedByBank',
          data: {
            returnId: 'r',
            headcount: 2,
            charges: [
              { appropriationId: '2021-A', amountFen: '18600' },
              { appropriationId: '2021-C', amountFen: '500' },
            ],
            totalFen: '19100',
            returnedOn: '2021-03-02',
            reason: '退票',
          } as never,
        }),
        happened('q', { type: 'PaymentSentBack', data: { sentBackOn: '2021-02-24', reason: '重填' } as never }),
      )
      .thenRows('payment', [
        {
          paymentId: 'p',
          situation: 'paid',
          headcount: 8,
          totalFen: '95500',
          returnedFen: '19100',
          paidOn: '2021-02-26',
          voucherNumber: '支1',
          closedOn: null,
          lastReason: '退票',
          version: '3',
          lastOn: '2021-03-02',
          everChargedTo: ['2021-A', '2021-B', '2021-C'],
          charges: [
            { appropriationId: '2021-A', rateFen: '9300', amountFen: '93000', returnedFen: '18600' },
            { appropriationId: '2021-C', rateFen: '250', amountFen: '2500', returnedFen: '500' },
          ],
        },
        {
          paymentId: 'q',
          situation: 'sent-back',
          headcount: 10,
          totalFen: '95500',
          returnedFen: '0',
          paidOn: null,
          voucherNumber: null,
          closedOn: '2021-02-24',
          lastReason: '重填',
          version: '1',
          lastOn: '2021-02-24',
          everChargedTo: ['2021-A', '2021-B'],
          charges: [
            { appropriationId: '2021-A', rateFen: '9300', amountFen: '93000', returnedFen: '0' },
            { appropriationId: '2021-B', rateFen: '250', amountFen: '2500', returnedFen: '0' },
          ],
        },
      ]));

  it('end with a reversal', () =>
    projectionSpec(paymentsProjection)
      .given(
        run('p'),
        paid('p'),
        happened('p', { type: 'PaymentReversed', data: { reversedOn: '2021-03-01', reason: '误付' } as never }),
      )
      .thenRows('payment', [{ paymentId: 'p', situation: 'reversed', closedOn: '2021-03-01', lastReason: '误付' }]));
});
