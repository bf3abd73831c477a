import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import {
  appropriationIdOf,
  ChangeAppropriation,
  ChangeAppropriationHandler,
  TransferVirement,
  TransferVirementHandler,
  type AppropriationChange,
} from '@bofu/budget';
import { openEventStore, type CommandContext, type EventStore, type RecordedEvent } from '@bofu/event-store';
import { parseBusinessDate, parsePeriod, parseYuan, Refusal } from '@bofu/kernel';
import { MovePaymentOn, MovePaymentOnHandler } from './move-payment-on';
import { SubmitDisbursement, SubmitDisbursementHandler } from './submit-disbursement';
import { SubmitPayoutRun, SubmitPayoutRunHandler } from './submit-payout-run';

const day = parseBusinessDate('2021-02-01');
const [A, B] = [appropriationIdOf(2021, 'A'), appropriationIdOf(2021, 'B')];

const context = (commandId: string = randomUUID()): CommandContext => ({
  commandId,
  actor: '王经办',
  recordedAt: '2021-02-01T09:00:00.000+08:00',
});

const disbursement = (appropriationId: string, amount: string) => ({
  appropriationId,
  amountFen: parseYuan(amount),
  payee: { kind: 'organisation' as const, name: '某单位' },
  purpose: '拨付',
  period: null,
  submittedOn: day,
});

const run = (headcount: number) => ({
  lines: [
    { appropriationId: A, rateFen: parseYuan('3.00') },
    { appropriationId: B, rateFen: parseYuan('2.00') },
  ],
  headcount,
  run: 'regular' as const,
  payee: { kind: 'persons-by-bank' as const, name: '代发户' },
  purpose: '发放',
  period: parsePeriod('2021-02'),
  submittedOn: day,
});

describe('an act refused for want of money', () => {
  let store: EventStore;

  beforeEach(async () => {
    store = await openEventStore({ kind: 'memory' });
    await issue('A', '100.00');
    await issue('B', '10.00');
  });
  afterEach(() => store.close());

  const change = (appropriationId: string, one: AppropriationChange, at = context()) =>
    new ChangeAppropriationHandler(store).execute(new ChangeAppropriation(at, appropriationId, one));
  const issue = (programmeCode: string, amount: string) =>
    change(appropriationIdOf(2021, programmeCode), {
      type: 'issue-appropriation',
      fiscalYear: 2021,
      programmeCode,
      programmeName: `项目${programmeCode}`,
      unitCode: '356001',
      unitName: '本级',
      fundingLevel: 'district',
      fundingLevelBasis: 'stated',
      budgetType: 'general-public',
      documentNumber: null,
      issuedAs: 'regular',
      amountFen: parseYuan(amount),
      effectiveOn: parseBusinessDate('2021-01-01'),
      source: null,
    });
  const supplement = (appropriationId: string, amount: string) =>
    change(appropriationId, {
      type: 'supplement-appropriation',
      amountFen: parseYuan(amount),
      effectiveOn: day,
      documentNumber: null,
      reason: '追加',
    });
  const submitRun = (headcount: number, at = context(), paymentId: string = randomUUID()) =>
    new SubmitPayoutRunHandler(store).execute(new SubmitPayoutRun(at, paymentId, run(headcount)));

  const everything = async (): Promise<RecordedEvent[]> => {
    const events: RecordedEvent[] = [];
    for await (const batch of store.readAll()) events.push(...batch.events);
    return events;
  };
  /** What an act adds to the record, and the code it was refused with. */
  const outcomeOf = async (act: () => Promise<unknown>) => {
    const before = (await everything()).length;
    const code = await act().then(
      () => null,
      (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error as Error)),
    );
    return { code, recorded: (await everything()).slice(before) };
  };

  it('leaves one event and moves nothing: a run, with every line that was short', async () => {
    const at = context();
    const { code, recorded } = await outcomeOf(() => submitRun(40, at, 'p1'));
    expect(code).toBe('payout-run-short');
    expect(recorded).toHaveLength(1);
    expect(recorded[0]).toMatchObject({
      stream: `attempt-${at.commandId}`,
      type: 'AttemptRefused',
      data: {
        attempted: 'submit-payout-run',
        code: 'payout-run-short',
        attemptedOn: '2021-02-01',
        paymentId: 'p1',
        period: '2021-02',
        headcount: 40,
        requiredFen: '20000',
        shortfalls: [
          { appropriationId: A, availableFen: '10000', requiredFen: '12000', shortFen: '2000', payableHeadcount: 33 },
          { appropriationId: B, availableFen: '1000', requiredFen: '8000', shortFen: '7000', payableHeadcount: 5 },
        ],
      },
      metadata: { actor: '王经办', causationId: at.commandId, recordedAt: at.recordedAt },
    });
  });

  it('is named by what was attempted, whichever command it was', async () => {
    const paid = await (async () => {
      await new SubmitDisbursementHandler(store).execute(
        new SubmitDisbursement(context(), 'paid', disbursement(A, '50.00')),
      );
      const step = { type: 'pay-payment' as const, paidOn: day, voucherNumber: null };
      return () => new MovePaymentOnHandler(store).execute(new MovePaymentOn(context(), 'paid', step));
    })();
    await paid();
    const movement = { amountFen: parseYuan('60.00'), effectiveOn: day, reason: '理由' };
    const acts: [string, () => Promise<unknown>][] = [
      [
        'submit-disbursement',
        () =>
          new SubmitDisbursementHandler(store).execute(
            new SubmitDisbursement(context(), 'p', disbursement(A, '50.01')),
          ),
      ],
      ['reduce-appropriation', () => change(A, { type: 'reduce-appropriation', ...movement, documentNumber: null })],
      [
        'claw-back-appropriation',
        () => change(A, { type: 'claw-back-appropriation', ...movement, documentNumber: null }),
      ],
      ['freeze-appropriation', () => change(A, { type: 'freeze-appropriation', ...movement })],
      [
        'transfer-virement',
        () =>
          new TransferVirementHandler(store).execute(
            new TransferVirement(context(), { from: A, to: B, ...movement, documentNumber: null }),
          ),
      ],
      [
        'reclassify-payment',
        () =>
          new MovePaymentOnHandler(store).execute(
            new MovePaymentOn(context(), 'paid', {
              type: 'reclassify-payment',
              correctionId: 'c',
              from: A,
              to: B,
              correctedOn: day,
              reason: '列错',
            }),
          ),
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
    const at = context();
    expect((await outcomeOf(() => submitRun(40, at, 'p1'))).recorded).toHaveLength(1);
    expect(await outcomeOf(() => submitRun(40, at, 'p1'))).toMatchObject({ code: 'payout-run-short', recorded: [] });
    await supplement(A, '5.00');
    expect(await outcomeOf(() => submitRun(40, at, 'p1'))).toMatchObject({ code: 'payout-run-short', recorded: [] });
    expect((await outcomeOf(() => submitRun(40))).recorded).toHaveLength(1);
  });

  it('is on record once even when the same command comes many times at once', async () => {
    const at = context();
    const { recorded } = await outcomeOf(() =>
      Promise.allSettled(Array.from({ length: 8 }, () => submitRun(40, at, 'p1'))),
    );
    expect(recorded.map(({ type }) => type)).toEqual(['AttemptRefused']);
  });

  it('goes through under the same id once the money has come', async () => {
    const at = context();
    expect((await outcomeOf(() => submitRun(40, at, 'p1'))).code).toBe('payout-run-short');
    await supplement(A, '20.00');
    await supplement(B, '70.00');
    const { code, recorded } = await outcomeOf(() => submitRun(40, at, 'p1'));
    expect([code, recorded.map(({ type }) => type)]).toEqual([
      null,
      ['PayoutRunSubmitted', 'FundsCommitted', 'FundsCommitted'],
    ]);
  });

  it('is not what bad input is: that leaves nothing behind', async () => {
    for (const act of [
      () => submitRun(0),
      () =>
        new SubmitDisbursementHandler(store).execute(
          new SubmitDisbursement(context(), 'p', disbursement('2021-X', '1.00')),
        ),
      () => change(A, { type: 'unfreeze-appropriation', amountFen: parseYuan('1.00'), effectiveOn: day, reason: '无' }),
    ]) {
      const { code, recorded } = await outcomeOf(act);
      expect(code).not.toBeNull();
      expect(recorded).toEqual([]);
    }
  });

  it('is answered all the same when it cannot be written down, and the failure is logged', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const append = jest.spyOn(store, 'append').mockRejectedValue(new Error('the disk is full'));
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
