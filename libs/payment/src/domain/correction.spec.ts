import type { By, Post } from '@bofu/kernel';
import { SOMEBODY, specOf } from '@bofu/testing';
import {
  charged,
  day,
  digits,
  disburse,
  lump,
  moved,
  paid,
  reclassify,
  recordedLine,
  returned,
  reverse,
  reversed,
  submitted,
} from '../../testing/payment-examples';
import { paymentDecider } from './payment';
import type { PaymentCommand } from './payment-commands';
import type { PaymentEvent } from './payment-events';

const spec = specOf(paymentDecider('p1'));
const acting = (personId: string, post: Post): By => ({ ...SOMEBODY, personId, post, mode: 'office' });
const [clerk, reviewer] = [acting('wang', 'clerk'), acting('li', 'reviewer')];

const lines = [lump('A', '60.00'), lump('B', '40.00')];
const content = submitted(
  disburse(lines),
  [recordedLine(1, lines[0]!, '60.00'), recordedLine(2, lines[1]!, '40.00')],
  [charged(1, 'A', '60.00'), charged(2, 'B', '40.00')],
  '100.00',
);
const out = [content, paid([1, 2], '100.00')];
const said = { reason: '重复登记', confirmation: null, late: null };
const askedToReverse: PaymentEvent = {
  type: 'PaymentReversalRequested',
  data: {
    ...{ paymentId: 'p1', charges: [1, 2], totalFen: digits('100.00'), reversedOn: day('03-01'), leftBank: true },
    ...said,
  },
};
const askedToMove: PaymentEvent = {
  type: 'PaymentReclassificationRequested',
  data: {
    ...{ paymentId: 'p1', correctionId: 'c1', movedFrom: 1, programmeId: 'pension', from: 'A', to: 'C' },
    ...{ amountFen: digits('60.00'), correctedOn: day('03-01'), ...said, reason: '列错指标' },
  },
};
const delegators = { 'chen-for-wang': 'wang' };
const confirm: PaymentCommand = { type: 'confirm-correction', delegators, confirmedOn: day('03-02') };
const decline: PaymentCommand = { type: 'decline-correction', declinedOn: day('03-02'), reason: '原列支无误' };
const declined: PaymentEvent = {
  type: 'PaymentCorrectionDeclined',
  data: {
    ...{ paymentId: 'p1', totalFen: digits('100.00'), declinedOn: day('03-02') },
    ...{ reason: '原列支无误', confirmation: null },
  },
};
const onRequest = (event: PaymentEvent): PaymentEvent =>
  ({ ...event, data: { ...event.data, requestedBy: 'wang' } }) as PaymentEvent;

describe('a correction in an office', () => {
  it('is asked for, and booked on its own day once another has confirmed it', () => {
    spec.given(out).when(reverse(), clerk).then([askedToReverse]);
    spec
      .given([...out, { ...askedToReverse, by: clerk }])
      .when(confirm, reviewer)
      .then([onRequest(reversed([1, 2], '100.00'))]);
    spec.given(out).when(reclassify(1, 'C'), clerk).then([askedToMove]);
    spec
      .given([...out, { ...askedToMove, by: clerk }])
      .when(confirm, reviewer)
      .then([onRequest(moved(1, 3, 'A', 'C', '60.00'))]);
  });

  it('is not confirmed by who asked, from whatever post', () => {
    for (const [asked, totalFen] of [
      [askedToReverse, 10_000n],
      [askedToMove, 6_000n],
    ] as const)
      for (const by of [
        clerk,
        acting('wang', 'reviewer'),
        // Who stands in for Wang.
        { ...acting('chen', 'reviewer'), delegationId: 'chen-for-wang' },
      ])
        spec
          .given([...out, { ...asked, by: clerk }])
          .when(confirm, by)
          .thenRefuses('own-request', { paymentId: 'p1', totalFen });
  });

  it('is asked for one at a time, until it is declined', () => {
    const asked = [...out, { ...askedToReverse, by: clerk }];
    for (const command of [reverse(), reclassify(1, 'C')])
      spec
        .given(asked)
        .when(command, clerk)
        .thenRefuses('correction-asked', { paymentId: 'p1', requestedOn: '2021-03-01' });
    spec.given(asked).when(decline, reviewer).then([declined]);
    const after = [...asked, { ...declined, by: reviewer }];
    spec.given(after).when(confirm, reviewer).thenRefuses('correction-not-asked', { paymentId: 'p1' });
    spec.given(after).when(reclassify(1, 'C'), clerk).then([askedToMove]);
  });

  it('is refused at once where it could not be booked, and when it is confirmed where it cannot be any more', () => {
    spec
      .given([content])
      .when(reverse(), clerk)
      .thenRefuses('wrong-state', {
        ...{ paymentId: 'p1', situation: 'submitted', needed: 'paid' },
      });
    spec
      .given([...out, { ...askedToReverse, by: clerk }, returned([], [[1, '1.00']], '1.00')])
      .when(confirm, reviewer)
      .thenRefuses('payment-already-returned', { paymentId: 'p1' });
  });

  it('is not answered before it was asked', () =>
    spec
      .given([...out, { ...askedToReverse, by: clerk }])
      .when({ ...confirm, confirmedOn: day('02-28') }, reviewer)
      .thenRefuses('before-request', { date: '2021-02-28', requestedOn: '2021-03-01' }));
});

describe('in single-person mode', () => {
  it('a correction is one step', () => {
    spec
      .given(out)
      .when(reverse())
      .then([reversed([1, 2], '100.00')]);
    spec
      .given(out)
      .when(reclassify(1, 'C'))
      .then([moved(1, 3, 'A', 'C', '60.00')]);
  });
});
