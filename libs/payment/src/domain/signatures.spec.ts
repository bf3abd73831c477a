import type { By, Post, SignedBefore } from '@bofu/kernel';
import { SOMEBODY, specOf, stateAfter } from '@bofu/testing';
import {
  charged,
  day,
  digits,
  disburse,
  lump,
  paid,
  pay,
  recordedLine,
  submitted,
} from '../../testing/payment-examples';
import type { SecondApproval } from './approved-sum';
import { paymentDecider } from './payment';
import type { PaymentCommand } from './payment-commands';
import type { PaymentEvent } from './payment-events';
import { nextSignature } from './signatures';

const decider = paymentDecider('p1');
const spec = specOf(decider);
const acting = (personId: string, post: Post): By => ({ ...SOMEBODY, personId, post, mode: 'office' });
const [clerk, reviewer, approver, cashier] = [
  acting('wang', 'clerk'),
  acting('li', 'reviewer'),
  acting('zhao', 'approver'),
  acting('sun', 'cashier'),
];

const hundred = lump('A', '100.00');
const content = submitted(
  disburse([hundred]),
  [recordedLine(1, hundred, '100.00')],
  [charged(1, 'A', '100.00')],
  '100.00',
);
const own = { paymentId: 'p1', totalFen: digits('100.00') };
const digest = 'd'.repeat(64);
const reviewed: PaymentEvent = { type: 'PaymentReviewed', data: { ...own, digest, reviewedOn: day('02-11') } };
const approved: PaymentEvent = {
  type: 'PaymentApproved',
  data: { ...own, digest, approvedOn: day('02-11'), secondApproval: null },
};
const handedOver: PaymentEvent = { type: 'PaymentHandedOver', data: { ...own, handedOverOn: day('02-12') } };
const sent = { ...content, by: clerk };
const checked = { ...reviewed, by: reviewer };
const agreed = { ...approved, by: approver };
const gone = { ...handedOver, by: cashier };

/** Chen stands in for Wang, Zhou for Li, both by a grant; each acts in his own name. */
const STANDS_IN = { 'chen-for-wang': 'wang', 'zhou-for-li': 'li' };
const chenForWang = (post: Post): By => ({ ...acting('chen', post), delegationId: 'chen-for-wang' });
const zhouForLi = (post: Post): By => ({ ...acting('zhou', post), delegationId: 'zhou-for-li' });

const none = { madeBefore: [], delegators: STANDS_IN };
const review: PaymentCommand = { type: 'review-payment', digest, ...none, reviewedOn: day('02-11') };
const approve: PaymentCommand = {
  type: 'approve-payment',
  digest,
  ...none,
  approvedOn: day('02-11'),
  secondApproval: null,
};
const handOver: PaymentCommand = { type: 'hand-over-payment', handedOverOn: day('02-12') };

describe('a payment of an office', () => {
  it('is reviewed, approved and handed over, by three people and whoever carries it out, then paid', () => {
    spec.given([sent]).when(review, reviewer).then([reviewed]);
    spec.given([sent, checked]).when(approve, approver).then([approved]);
    spec.given([sent, checked, agreed]).when(handOver, cashier).then([handedOver]);
    spec
      .given([sent, checked, agreed, gone])
      .when(pay([1]), cashier)
      .then([paid([1], '100.00')]);
  });

  it.each<[string, PaymentCommand, PaymentEvent[], string, string | null]>([
    ['approved before it was reviewed', approve, [sent], 'approval', 'review'],
    ['handed over before it was approved', handOver, [sent, checked], 'hand-over', 'approval'],
    ['reviewed twice', review, [sent, checked], 'review', 'approval'],
    ['approved twice', approve, [sent, checked, agreed], 'approval', 'hand-over'],
    ['handed over twice', handOver, [sent, checked, agreed, gone], 'hand-over', null],
  ])('is not %s', (_, command, history, asked, next) =>
    spec
      .given(history)
      .when(command, acting('zhou', 'approver'))
      .thenRefuses('signature-out-of-turn', { paymentId: 'p1', asked, next }),
  );

  it.each(['wang', 'li'])(
    'is not approved by %s, who has signed it already, from whatever post and in whosever stead',
    (person) => {
      const delegated: By = { ...acting(person, 'approver'), delegationId: 'grant-1' };
      for (const by of [acting(person, 'approver'), delegated])
        spec
          .given([sent, checked])
          .when(approve, by)
          .thenRefuses('signed-already', {
            ...{ paymentId: 'p1', totalFen: 10_000n, asked: 'approval' },
            as: person === 'wang' ? 'maker' : 'signer',
          });
    },
  );

  it('is signed by nobody who has submitted what it replaces or pays anew', () => {
    const madeBefore = ['zhao'];
    for (const [command, history] of [
      [{ ...review, madeBefore }, [sent]],
      [{ ...approve, madeBefore }, [sent, checked]],
    ] as const)
      spec
        .given(history)
        .when(command, approver)
        .thenRefuses('signed-already', {
          ...{ paymentId: 'p1', totalFen: 10_000n, as: 'maker-before' },
          asked: command.type === 'review-payment' ? 'review' : 'approval',
        });
  });

  it.each<[string, Parameters<typeof spec.given>[0], PaymentCommand, By, as: SignedBefore]>([
    ['reviewed by the deputy of who submitted it', [sent], review, chenForWang('reviewer'), 'maker-in-stead'],
    ['approved by the deputy of who submitted it', [sent, checked], approve, chenForWang('approver'), 'maker-in-stead'],
    ['approved by the deputy of who reviewed it', [sent, checked], approve, zhouForLi('approver'), 'signer-in-stead'],
    [
      'reviewed by the deputy who submitted it',
      [{ ...content, by: chenForWang('clerk') }],
      review,
      acting('chen', 'reviewer'),
      'maker',
    ],
    [
      'reviewed by whose deputy submitted it',
      [{ ...content, by: chenForWang('clerk') }],
      review,
      acting('wang', 'reviewer'),
      'maker-in-stead',
    ],
    [
      'approved by whose deputy reviewed it',
      [sent, { ...reviewed, by: zhouForLi('reviewer') }],
      approve,
      acting('li', 'approver'),
      'signer-in-stead',
    ],
  ])('is not %s', (_, history, command, by, as) =>
    spec
      .given(history)
      .when(command, by)
      .thenRefuses('signed-already', {
        ...{ paymentId: 'p1', totalFen: 10_000n, as },
        asked: command.type === 'review-payment' ? 'review' : 'approval',
      }),
  );

  it('is signed by deputies of those who have not, in their own names', () => {
    spec.given([sent]).when(review, zhouForLi('reviewer')).then([reviewed]);
    spec
      .given([sent, { ...reviewed, by: zhouForLi('reviewer') }])
      .when(approve, approver)
      .then([approved]);
  });

  it('is not reviewed by who submitted it', () =>
    spec
      .given([sent])
      .when(review, acting('wang', 'reviewer'))
      .thenRefuses('signed-already', { paymentId: 'p1', totalFen: 10_000n, asked: 'review', as: 'maker' }));

  it.each<[PaymentEvent[], string]>([
    [[sent], 'review'],
    [[sent, checked], 'approval'],
    [[sent, checked, agreed], 'hand-over'],
  ])('is neither paid nor refused by bank or treasury before it was handed over: %#', (history, next) => {
    const refuse = { type: 'record-payment-refusal', charges: 'all', refusedBy: 'bank' } as const;
    for (const command of [pay(), { ...refuse, refusedOn: day('02-20'), reason: '账户冻结' }] as const)
      spec.given(history).when(command, cashier).thenRefuses('not-handed-over', { paymentId: 'p1', next });
  });

  it('is sent back until it was handed over, and starts anew as another payment', () => {
    const sendBack: PaymentCommand = { type: 'send-back-payment', sentBackOn: day('02-12'), reason: '人数有误' };
    spec
      .given([sent, checked, agreed])
      .when(sendBack, approver)
      .then([
        {
          type: 'PaymentSentBack',
          data: { ...own, charges: [1], releasedOn: day('02-12'), reason: '人数有误', confirmation: null, late: null },
        },
      ]);
    spec
      .given([sent, checked, agreed, gone])
      .when(sendBack, approver)
      .thenRefuses('handed-over-already', { paymentId: 'p1', handedOverOn: '2021-02-12' });
  });

  it('is not signed once it has ended, nor on a day before it was submitted', () => {
    const back: PaymentEvent = {
      type: 'PaymentSentBack',
      data: { ...own, charges: [1], releasedOn: day('02-12'), reason: '人数有误', confirmation: null, late: null },
    };
    spec
      .given([sent, back])
      .when(review, reviewer)
      .thenRefuses('wrong-state', { paymentId: 'p1', situation: 'sent-back', needed: 'submitted' });
    spec
      .given([sent])
      .when({ ...review, reviewedOn: day('02-09') }, reviewer)
      .thenRefuses('before-submission', { date: '2021-02-09', submittedOn: '2021-02-10' });
  });
});

describe('a payment that comes to the tier', () => {
  const why: SecondApproval = {
    tier: {
      ...{ tierFen: digits('150.00'), windowDays: 30 },
      reached: [
        { per: 'payee', key: '养老保险财政专户', sumFen: digits('150.00') },
        { per: 'programme', key: 'pension', sumFen: digits('180.00') },
      ],
    },
    newAccount: null,
  };
  const first: PaymentEvent = { ...approved, data: { ...approved.data, secondApproval: why } };
  const again: PaymentEvent = { type: 'PaymentSecondApproved', data: { ...own, digest, approvedOn: day('02-12') } };
  const approveAgain: PaymentCommand = {
    type: 'second-approve-payment',
    digest,
    madeBefore: [],
    delegators: {},
    approvedOn: day('02-12'),
  };
  const supervisor = acting('qian', 'supervisor');
  const waiting = [sent, checked, { ...first, by: approver }];

  it('says with its approval why another has to follow', () =>
    spec
      .given([sent, checked])
      .when({ ...approve, secondApproval: why }, approver)
      .then([first]));

  it('is not handed over before a fourth person has approved it too, nor paid', () => {
    spec
      .given(waiting)
      .when(handOver, cashier)
      .thenRefuses('second-approval-needed', {
        ...{ paymentId: 'p1', tier: { tierFen: 15_000n, windowDays: 30, sumFen: 18_000n }, newAccount: null },
      });
    spec
      .given(waiting)
      .when(pay(), cashier)
      .thenRefuses('not-handed-over', { paymentId: 'p1', next: 'second-approval' });
    spec.given(waiting).when(approveAgain, supervisor).then([again]);
    spec
      .given([...waiting, { ...again, by: supervisor }])
      .when(handOver, cashier)
      .then([handedOver]);
  });

  it.each(['wang', 'li', 'zhao'])('is not approved again by %s, who has signed it already', (person) =>
    spec
      .given(waiting)
      .when(approveAgain, acting(person, 'supervisor'))
      .thenRefuses('signed-already', {
        ...{ paymentId: 'p1', totalFen: 10_000n, asked: 'second-approval' },
        as: person === 'wang' ? 'maker' : 'signer',
      }),
  );

  it('has a second approval after the first, once, and only where it needs one', () => {
    for (const [history, next] of [
      [[sent, checked], 'approval'],
      [[sent, checked, agreed], 'hand-over'],
      [[...waiting, { ...again, by: supervisor }], 'hand-over'],
    ] as const)
      spec
        .given(history)
        .when(approveAgain, supervisor)
        .thenRefuses('signature-out-of-turn', { paymentId: 'p1', asked: 'second-approval', next });
  });
});

describe('a payment in single-person mode', () => {
  it('is paid without signatures, which its events say', () =>
    spec
      .given([content])
      .when(pay([1]))
      .then([paid([1], '100.00')]));

  it('that was submitted in it waits for signatures like any other once the office works by sign-in', () => {
    spec.given([content]).when(pay(), cashier).thenRefuses('not-handed-over', { paymentId: 'p1', next: 'review' });
    const state = stateAfter(decider, [content]);
    expect(state.situation !== 'not-submitted' && nextSignature(state)).toBe('review');
  });
});
