import { parseBusinessDate, parsePeriod, parseYuan } from '@bofu/kernel';
import { specOf } from '@bofu/testing';
import { refusedAttemptDecider, type RefusedAttemptCommand, type RefusedAttemptEvent } from './refused-attempt';

const command: RefusedAttemptCommand = {
  type: 'record-refused-attempt',
  attemptId: 'attempt-1',
  attempted: 'submit-payout-run',
  code: 'payout-run-short',
  attemptedOn: parseBusinessDate('2021-10-26'),
  paymentId: 'p10',
  period: parsePeriod('2021-10'),
  headcount: 75_587,
  requiredFen: parseYuan('8541331.00'),
  shortfalls: [
    {
      appropriationId: 'A',
      programmeName: '中央补贴',
      availableFen: parseYuan('6973681.00'),
      requiredFen: parseYuan('7029591.00'),
      shortFen: parseYuan('55910.00'),
      payableHeadcount: 74_985,
    },
  ],
};

const refused: RefusedAttemptEvent = {
  type: 'AttemptRefused',
  data: {
    attemptId: 'attempt-1',
    attempted: 'submit-payout-run',
    code: 'payout-run-short',
    attemptedOn: parseBusinessDate('2021-10-26'),
    paymentId: 'p10',
    period: parsePeriod('2021-10'),
    headcount: 75_587,
    requiredFen: '854133100',
    shortfalls: [
      {
        appropriationId: 'A',
        programmeName: '中央补贴',
        availableFen: '697368100',
        requiredFen: '702959100',
        shortFen: '5591000',
        payableHeadcount: 74_985,
      },
    ],
  },
};

describe('an attempt refused for want of money', () => {
  it('is recorded with what each appropriation lacked', () =>
    specOf(refusedAttemptDecider).given([]).when(command).then([refused]));

  it('is recorded once, whatever the balances were when it was sent again', () =>
    specOf(refusedAttemptDecider)
      .given([refused])
      .when({ ...command, requiredFen: parseYuan('1.00'), shortfalls: [] })
      .thenNothing());
});
