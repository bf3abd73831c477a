import {
  APPROPRIATION_ID,
  day,
  issued,
  supplemented,
  transferredIn,
  transferredOut,
  reduced,
  clawedBack,
  closedOut,
  frozen,
  unfrozen,
  committed,
  PAPER,
  settled,
  released,
  reversed,
  reclassifiedIn,
  reclassifiedOut,
  returnedByBank,
  returnedByPayee,
  yuan,
} from '../../testing/appropriation-examples';
import type { AppropriationEvent } from './appropriation-events';
import { movementOf, type Movement } from './movement';

const own = { appropriationId: APPROPRIATION_ID };
const ARRIVED = {
  ...{ arrivalId: 'a1', arrivedOn: day('03-01'), account: '财政专户' },
  ...{ reference: null, documentNumber: null },
};

/** The ledger line of an event of 30.00 on 1 March, as an accountant writes it: + into the column, − out of it. */
const lines: Record<AppropriationEvent['type'], [AppropriationEvent, string | null]> = {
  AppropriationIssued: [issued('30.00', day('03-01')), 'budget+'],
  AppropriationSupplemented: [supplemented('30.00', '03-01'), 'budget+'],
  AppropriationReduced: [reduced('30.00', '03-01'), 'budget-'],
  VirementTransferredOut: [transferredOut('30.00', '03-01'), 'budget-'],
  VirementTransferredIn: [transferredIn('30.00', '03-01'), 'budget+'],
  AppropriationFrozen: [frozen('30.00', '03-01'), 'frozen+'],
  AppropriationUnfrozen: [unfrozen('30.00', '03-01'), 'frozen-'],
  AppropriationClawedBack: [clawedBack('30.00', '03-01'), 'budget-'],
  BalanceClosedOut: [closedOut('30.00'), 'budget-'],
  ProvisionalAuthorityReplaced: [
    {
      type: 'ProvisionalAuthorityReplaced',
      data: {
        ...own,
        ...PAPER,
        amountFen: '3000',
        effectiveOn: day('03-01'),
        replacedBy: 'B',
        reason: '批复',
        confirmation: null,
      },
    },
    'budget-',
  ],
  SpendingPlanAdopted: [
    { type: 'SpendingPlanAdopted', data: { ...own, effectiveOn: day('03-01'), checkpoints: [], sources: [] } },
    null,
  ],
  SpendingPlanRevised: [
    {
      type: 'SpendingPlanRevised',
      data: { ...own, effectiveOn: day('03-01'), checkpoints: [], reason: '进度调整', sources: [] },
    },
    null,
  ],
  FundsArrived: [
    {
      type: 'FundsArrived',
      data: { ...own, amountFen: '3000', ...ARRIVED },
    },
    null,
  ],
  FundsArrivalCorrected: [
    {
      type: 'FundsArrivalCorrected',
      data: { ...own, amountFen: '0', ...ARRIVED, reason: '未到位', correctedOn: day('03-05') },
    },
    null,
  ],
  OpeningBalanceEntered: [
    {
      type: 'OpeningBalanceEntered',
      data: { ...own, amountFen: '3000', effectiveOn: day('03-01'), lines: [], reason: '期初补录', sources: [] },
    },
    'settled+',
  ],
  FundsCommitted: [committed('p1', '30.00', '03-01', 2), 'committed+ p1/1 2021-02'],
  CommitmentSettled: [settled('p1', '30.00', '03-01'), 'committed- settled+ p1/1'],
  CommitmentReleased: [released('p1', '30.00', '03-01'), 'committed- p1/1'],
  SettlementReversed: [reversed('p1', '30.00', '03-01'), 'settled- p1/1'],
  SettlementReclassifiedOut: [reclassifiedOut('p1', '30.00', '03-01'), 'settled- p1/1'],
  SettlementReclassifiedIn: [reclassifiedIn('p1', '30.00', '03-01', 2), 'settled+ p1/2'],
  FundsReturnedByBank: [returnedByBank('p1', 'r1', '30.00', '03-01'), 'settled- p1/1'],
  FundsReturnedByPayee: [returnedByPayee('p1', 'r1', '30.00', '03-01'), 'settled- p1/1'],
};

function written({ budgetFen, committedFen, settledFen, frozenFen, paymentId, charge, period }: Movement): string {
  const columns = { budget: budgetFen, committed: committedFen, settled: settledFen, frozen: frozenFen };
  const moved = Object.entries(columns).flatMap(([name, amount]) => {
    if (amount === 0n) return [];
    if (amount === yuan('30.00')) return [`${name}+`];
    return amount === yuan('-30.00') ? [`${name}-`] : [`${name} ${amount}?`];
  });
  return [...moved, paymentId === null ? null : `${paymentId}/${charge}`, period]
    .filter((part) => part !== null)
    .join(' ');
}

describe('the ledger line of', () => {
  it.each(Object.entries(lines))('%s', (_type, [event, line]) => {
    const movement = movementOf(event);
    expect(movement === null ? null : written(movement)).toBe(line);
    // What a year's end leaves goes with the first day of the next.
    const day = event.type === 'BalanceClosedOut' ? '2022-01-01' : '2021-03-01';
    expect(movement?.on ?? day).toBe(day);
  });

  it('an event that nobody knows stops the work', () =>
    expect(() => movementOf({ type: 'SomethingElse', data: {} } as unknown as AppropriationEvent)).toThrow(
      /unexpected value/,
    ));
});
