import { RecordedDirectory } from '@bofu/access';
import { Logger } from '@nestjs/common';
import { TransferVirement, TransferVirementHandler } from '@bofu/budget';
import { derivedId, openEventStore, type CommandContext, type EventStore } from '@bofu/event-store';
import { parseYuan } from '@bofu/kernel';
import { NO_FILES } from '../../budget/testing/no-files';
import { day, lump, pay, rated } from '../testing/payment-examples';
import { codeOf, paymentOffice } from '../testing/payment-office';

describe('an act refused for want of money', () => {
  let store: EventStore;
  let office: ReturnType<typeof paymentOffice>;

  beforeEach(async () => {
    store = await openEventStore({ kind: 'memory' });
    office = paymentOffice(store);
    await office.registerProgramme('pension', ['over-70', 'others']);
    await office.issue('A', '100.00');
    await office.issue('B', '10.00');
  });
  afterEach(() => store.close());

  const submitRun = (heads: number, at?: CommandContext) =>
    office.run([rated('A', '3.00', heads), rated('B', '2.00', heads)], {}, at);
  /** What an act adds to the record, and the code it was refused with. */
  const outcomeOf = async (act: () => Promise<unknown>) => {
    const before = (await office.recorded()).length;
    const code = await codeOf(act());
    return { code, recorded: (await office.recorded()).slice(before) };
  };

  it('leaves one event and moves nothing: a run, with every charge that was short', async () => {
    const at = office.context();
    const { code, recorded } = await outcomeOf(() => submitRun(40, at));
    expect(code).toBe('payout-run-short');
    const attemptId = derivedId('attempt', at.commandId);
    expect(recorded).toHaveLength(1);
    expect(recorded[0]).toMatchObject({
      stream: `attempt-${attemptId}`,
      type: 'AttemptRefused',
      data: {
        attemptId,
        agencyId: 'agency-1',
        by: { personId: 'clerk' },
        bookedIn: '2021-02',
        attempted: 'submit-payout-run',
        code: 'payout-run-short',
        attemptedOn: '2021-02-10',
        paymentId: derivedId('payment', at.commandId),
        period: '2021-02',
        headcount: 40,
        requiredFen: '20000',
        shortfalls: [
          { appropriationId: 'A', availableFen: '10000', requiredFen: '12000', shortFen: '2000', payableHeadcount: 33 },
          { appropriationId: 'B', availableFen: '1000', requiredFen: '8000', shortFen: '7000', payableHeadcount: 5 },
        ],
      },
      metadata: { causationId: at.commandId, recordedAt: at.recordedAt },
    });
  });

  it('says no number of heads where one charge pays several rates', async () => {
    const groups = [rated('B', '2.00', 4, { groupId: 'over-70' }), rated('B', '1.00', 4, { groupId: 'others' })];
    const { recorded } = await outcomeOf(() => office.run(groups));
    expect(recorded[0]?.data['shortfalls']).toMatchObject([{ requiredFen: '1200', payableHeadcount: null }]);
  });

  it('is named by what was attempted, whichever command it was', async () => {
    const paid = await office.disburse([lump('A', '50.00')]);
    await office.step(paid, pay());
    const virement = {
      amountFen: parseYuan('60.00'),
      effectiveOn: day('02-10'),
      documentNumber: null,
      documentDate: null,
    };
    const acts: [string, () => Promise<unknown>][] = [
      ['submit-disbursement', () => office.disburse([lump('A', '50.01')])],
      [
        'transfer-virement',
        () =>
          new TransferVirementHandler(store, new RecordedDirectory(), NO_FILES).execute(
            new TransferVirement(office.context(), { from: 'A', to: 'B', ...virement, reason: '调剂' }),
          ),
      ],
      [
        'reclassify-payment',
        () =>
          office.step(paid, {
            ...{ type: 'reclassify-payment', correctionId: 'c', from: { charge: 1 }, to: 'B', amountFen: null },
            ...{ correctedOn: day('02-20'), reason: '列错' },
          }),
      ],
    ];
    for (const [attempted, act] of acts) {
      const { code, recorded } = await outcomeOf(act);
      const told = recorded.map(({ type, data }) => [type, data['attempted'], data['code']]);
      expect([code, told]).toEqual([
        'insufficient-appropriation',
        [['AttemptRefused', attempted, 'insufficient-appropriation']],
      ]);
    }
  });

  it('is on record once, however often the same command is sent and whatever the balance has become', async () => {
    const at = office.context();
    expect((await outcomeOf(() => submitRun(40, at))).recorded).toHaveLength(1);
    expect(await outcomeOf(() => submitRun(40, at))).toMatchObject({ code: 'payout-run-short', recorded: [] });
    await office.supplement('A', '5.00');
    expect(await outcomeOf(() => submitRun(40, at))).toMatchObject({ code: 'payout-run-short', recorded: [] });
    expect((await outcomeOf(() => submitRun(40))).recorded).toHaveLength(1);
  });

  it('is on record once even when the same command comes many times at once', async () => {
    const at = office.context();
    const { recorded } = await outcomeOf(() => Promise.allSettled(Array.from({ length: 8 }, () => submitRun(40, at))));
    expect(recorded.map(({ type }) => type)).toEqual(['AttemptRefused']);
  });

  it('goes through under the same id once the money has come', async () => {
    const at = office.context();
    expect((await outcomeOf(() => submitRun(40, at))).code).toBe('payout-run-short');
    await office.supplement('A', '20.00');
    await office.supplement('B', '70.00');
    const { code, recorded } = await outcomeOf(() => submitRun(40, at));
    expect([code, recorded.map(({ type }) => type)]).toEqual([
      null,
      ['PaymentSubmitted', 'FundsCommitted', 'FundsCommitted', 'Claimed'],
    ]);
  });

  it('is not what bad input is: that leaves nothing behind', async () => {
    for (const act of [
      () => submitRun(0),
      () => office.disburse([lump('X', '1.00')]),
      () => office.disburse([lump('A', '0.00')]),
    ]) {
      const { code, recorded } = await outcomeOf(act);
      expect(code).not.toBeNull();
      expect(recorded).toEqual([]);
    }
  });

  it('is answered all the same when it cannot be written down, and the failure is logged', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const append = jest.spyOn(store, 'appendAtomic').mockRejectedValue(new Error('the disk is full'));
    try {
      const { code, recorded } = await outcomeOf(() => submitRun(40));
      expect([code, recorded]).toEqual(['payout-run-short', []]);
      expect(logged).toHaveBeenCalledTimes(1);
      expect(logged.mock.calls[0]?.[0]).toContain('被拒绝的办理未能登记');
    } finally {
      append.mockRestore();
      logged.mockRestore();
    }
  });
});
