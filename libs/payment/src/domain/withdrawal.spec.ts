import type { By, Post } from '@bofu/kernel';
import { SOMEBODY, specOf } from '@bofu/testing';
import {
  charged,
  day,
  digits,
  disburse,
  lump,
  pay,
  recordedLine,
  released,
  submitted,
} from '../../testing/payment-examples';
import { paymentDecider } from './payment';
import type { PaymentCommand } from './payment-commands';
import type { PaymentEvent } from './payment-events';

const spec = specOf(paymentDecider('p1'));
const acting = (personId: string, post: Post): By => ({ ...SOMEBODY, personId, post, mode: 'office' });
const [clerk, reviewer, approver, cashier] = [
  acting('wang', 'clerk'),
  acting('li', 'reviewer'),
  acting('zhao', 'approver'),
  acting('sun', 'cashier'),
];

const lines = [lump('A', '60.00'), lump('B', '40.00')];
const sent = {
  ...submitted(
    disburse(lines),
    [recordedLine(1, lines[0]!, '60.00'), recordedLine(2, lines[1]!, '40.00')],
    [charged(1, 'A', '60.00'), charged(2, 'B', '40.00')],
    '100.00',
  ),
  by: clerk,
};
const own = { paymentId: 'p1', totalFen: digits('100.00') };
const digest = 'd'.repeat(64);
const handedOver = [
  sent,
  { type: 'PaymentReviewed', data: { ...own, digest, reviewedOn: day('02-11') }, by: reviewer },
  { type: 'PaymentApproved', data: { ...own, digest, approvedOn: day('02-11'), secondApproval: null }, by: approver },
  { type: 'PaymentHandedOver', data: { ...own, handedOverOn: day('02-12') }, by: cashier },
] as const satisfies readonly (PaymentEvent & { by: By })[];

const said = { reason: '花名册有误', confirmation: null, late: null };
const asks: PaymentCommand = {
  type: 'withdraw-payment',
  charges: 'all',
  withdrawnOn: day('02-12'),
  reason: said.reason,
};
const asksToVoid: PaymentCommand = {
  type: 'void-payment',
  charges: 'all',
  voidedOn: day('02-12'),
  reason: said.reason,
};
const asked = (ending: 'withdrawn' | 'voided', by: By): PaymentEvent & { by: By } => ({
  type: 'PaymentWithdrawalRequested',
  data: { ...own, charges: [1, 2], ending, requestedOn: day('02-12'), ...said },
  by,
});
/** Chen stands in for Wang by a grant. */
const delegators = { 'chen-for-wang': 'wang' };
const agree: PaymentCommand = { type: 'agree-to-withdrawal', delegators, agreedOn: day('02-13') };
const decline: PaymentCommand = { type: 'decline-withdrawal', declinedOn: day('02-13'), reason: '花名册无误' };
const declined: PaymentEvent = {
  type: 'PaymentWithdrawalDeclined',
  data: { ...own, declinedOn: day('02-13'), reason: '花名册无误', confirmation: null },
};
const ended = (type: 'PaymentWithdrawn' | 'PaymentVoided', requestedBy: string) => {
  const { data } = released(type, [1, 2], '100.00', '02-13');
  return { type, data: { ...data, requestedBy } } as PaymentEvent;
};

describe('what an office has in transit', () => {
  it('is asked to be withdrawn by one and agreed to by another, on the day of the answer', () => {
    spec
      .given([sent])
      .when(asks, clerk)
      .then([asked('withdrawn', clerk)].map(({ by: _, ...event }) => event));
    spec
      .given([sent, asked('withdrawn', clerk)])
      .when(agree, reviewer)
      .then([ended('PaymentWithdrawn', 'wang')]);
  });

  it('is voided by two as well', () => {
    spec
      .given([sent])
      .when(asksToVoid, reviewer)
      .then([asked('voided', reviewer)].map(({ by: _, ...event }) => event));
    spec
      .given([sent, asked('voided', reviewer)])
      .when(agree, approver)
      .then([ended('PaymentVoided', 'li')]);
  });

  it('is not agreed to by who asked, from whatever post and in whosever stead', () => {
    for (const by of [clerk, acting('wang', 'reviewer'), { ...acting('wang', 'approver'), delegationId: 'grant-1' }])
      spec
        .given([sent, asked('withdrawn', clerk)])
        .when(agree, by)
        .thenRefuses('own-request', { paymentId: 'p1', totalFen: 10_000n });
  });

  it('is agreed to neither by the deputy of who asked nor by whose deputy asked', () => {
    const deputy = (post: Post): By => ({ ...acting('chen', post), delegationId: 'chen-for-wang' });
    for (const [asker, by] of [
      [clerk, deputy('reviewer')],
      [deputy('clerk'), acting('wang', 'reviewer')],
    ] as const)
      spec
        .given([sent, asked('withdrawn', asker)])
        .when(agree, by)
        .thenRefuses('own-request', { paymentId: 'p1', totalFen: 10_000n });
  });

  it('goes on where the other declines, and may be asked about again', () => {
    spec
      .given([sent, asked('withdrawn', clerk)])
      .when(decline, reviewer)
      .then([declined]);
    const after = [sent, asked('withdrawn', clerk), { ...declined, by: reviewer }];
    const review: PaymentCommand = {
      type: 'review-payment',
      digest,
      madeBefore: [],
      delegators: {},
      reviewedOn: day('02-13'),
    };
    spec
      .given(after)
      .when(review, reviewer)
      .then([{ type: 'PaymentReviewed', data: { ...own, digest, reviewedOn: day('02-13') } }]);
    spec
      .given(after)
      .when(asks, clerk)
      .then([asked('withdrawn', clerk)].map(({ by: _, ...event }) => event));
    spec.given(after).when(agree, approver).thenRefuses('withdrawal-not-asked', { paymentId: 'p1' });
  });

  it.each<[string, number, PaymentCommand, By]>([
    [
      'reviewed',
      1,
      { type: 'review-payment', digest, madeBefore: [], delegators: {}, reviewedOn: day('02-13') },
      reviewer,
    ],
    [
      'approved',
      2,
      {
        type: 'approve-payment',
        digest,
        madeBefore: [],
        delegators: {},
        approvedOn: day('02-13'),
        secondApproval: null,
      },
      approver,
    ],
    ['handed over', 3, { type: 'hand-over-payment', handedOverOn: day('02-13') }, cashier],
    ['sent back', 2, { type: 'send-back-payment', sentBackOn: day('02-13'), reason: '人数有误' }, reviewer],
    ['asked about once more', 1, asks, clerk],
    ['asked to be voided as well', 1, asksToVoid, reviewer],
    ['paid', 1, pay(), cashier],
  ])('is not %s while somebody asks', (_, signed, command, by) =>
    spec
      .given([...handedOver.slice(0, signed), asked('withdrawn', clerk)])
      .when(command, by)
      .thenRefuses('withdrawal-asked', { paymentId: 'p1', requestedOn: '2021-02-12' }),
  );

  it('is neither withdrawn nor voided once it was handed over', () => {
    for (const [command, by] of [
      [asks, clerk],
      [asksToVoid, reviewer],
    ] as const)
      spec
        .given(handedOver)
        .when(command, by)
        .thenRefuses('handed-over-already', { paymentId: 'p1', handedOverOn: '2021-02-12' });
  });

  it('is voided by one at the turn of the year, handed over or asked about or not', () => {
    for (const history of [handedOver, [sent, asked('withdrawn', clerk)]])
      spec
        .given(history)
        .when({ ...asksToVoid, turnOfYear: true }, reviewer)
        .then([released('PaymentVoided', [1, 2], '100.00')]);
  });

  it('is not answered before it was asked', () =>
    spec
      .given([sent, asked('withdrawn', clerk)])
      .when({ ...agree, agreedOn: day('02-11') }, reviewer)
      .thenRefuses('before-request', { date: '2021-02-11', requestedOn: '2021-02-12' }));
});

describe('in single-person mode', () => {
  it('a withdrawal is one step', () => {
    const { by: _, ...alone } = sent;
    spec
      .given([alone])
      .when(asks)
      .then([released('PaymentWithdrawn', [1, 2], '100.00')]);
  });
});
