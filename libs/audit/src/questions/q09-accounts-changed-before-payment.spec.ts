import type { GivenEvent } from '@bofu/testing';
import { givenEvents, issued, ofPayment, paid, scopeOf, submitted } from '../../testing/given-events';
import { accountsChangedBeforePayment } from './q09-accounts-changed-before-payment';
import { answerTo } from './question';

const person = (personId: string, name: string): GivenEvent => ({
  stream: `person-${personId}`,
  type: 'PersonRegistered',
  data: { personId, name, number: null, kind: 'person' },
});
const byPerson = (personId: string, post: string) => ({
  ...{ personId, post, delegationId: null, channel: 'page', mode: 'office' },
});
const [clerk, reviewer, approver] = [
  byPerson('wang', 'clerk'),
  byPerson('li', 'reviewer'),
  byPerson('zhao', 'approver'),
];

const ofPayee = (type: string, data: object, by: object, day: string): GivenEvent => ({
  stream: 'payee-p1',
  type,
  data: { payeeId: 'p1', ...data, by },
  metadata: { recordedAt: `${day}T09:00:00+08:00` },
});
const account = { accountId: 'a1', bank: '农行满城支行', lastFour: '9012' };
const confirmedOn = (day: string): GivenEvent[] => [
  ofPayee(
    'PayeeAccountProposed',
    { ...account, digest: 'd', replaces: null, reason: '开户通知书', confirmation: null, proposedOn: day },
    clerk,
    day,
  ),
  ofPayee('PayeeAccountConfirmed', { accountId: 'a1', confirmedOn: day }, reviewer, day),
];
const paidTo = (
  payment: GivenEvent,
  paidOn: string,
  more: object = { payeeAccount: { payeeId: 'p1', ...account } },
) => [
  { ...payment, data: { ...payment.data, ...more } },
  withBy(
    ofPayment('p', 'PaymentApproved', { digest: 'e', totalFen: '1', approvedOn: paidOn, secondApproval: null }, paidOn),
    approver,
  ),
  paid('p', [1], paidOn),
];
const withBy = (event: GivenEvent, by: object): GivenEvent => ({ ...event, data: { ...event.data, by } });

const ask = (confirmed: string, paidOn: string, more?: object) =>
  answerTo(
    accountsChangedBeforePayment,
    givenEvents(
      person('wang', '王经办'),
      person('li', '李复核'),
      person('zhao', '赵审批'),
      issued('A', '9'),
      ...confirmedOn(confirmed),
      ...paidTo(submitted('p', ['A'], '2021-03-01'), paidOn, more),
    ),
    scopeOf(),
  );

describe('accounts that changed within thirty days before a payment', () => {
  it('are told with who proposed, who confirmed and who approved, and with their proof', () => {
    const { rows, answer, events } = ask('2021-03-01', '2021-03-31');
    expect(rows).toMatchObject([
      {
        ...{ paidOn: '2021-03-31', lastFour: '9012', confirmedOn: '2021-03-01', days: 30 },
        ...{ proposedBy: '王经办', confirmedBy: '李复核', approvedBy: ['赵审批'] },
      },
    ]);
    expect(answer).toContain('账户确认后第 30 日：王经办提出，李复核确认，赵审批审批');
    expect(events).toHaveLength(5);
  });

  it('are none after thirty days, nor where no account of the register was paid to', () => {
    expect(ask('2021-02-28', '2021-03-31').rows).toEqual([]);
    expect(ask('2021-03-01', '2021-03-31', { payeeAccount: null }).rows).toEqual([]);
  });
});
