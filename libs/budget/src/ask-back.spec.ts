import { randomUUID } from 'node:crypto';
import { RecordedDirectory, type Directory } from '@bofu/access';
import { openEventStore, runDecision, type CommandContext, type EventStore } from '@bofu/event-store';
import { Refusal, type Fen } from '@bofu/kernel';
import { SOMEBODY } from '@bofu/testing';
import { day, TERMS, yuan } from '../testing/appropriation-examples';
import { NO_FILES } from '../testing/no-files';
import { appropriationAggregate } from './appropriation-aggregate';
import { ClawBackAppropriation, ClawBackAppropriationHandler } from './claw-back-appropriation';
import { ReduceAppropriation, ReduceAppropriationHandler } from './reduce-appropriation';
import { SupplementAppropriation, SupplementAppropriationHandler } from './supplement-appropriation';
import { TransferVirement, TransferVirementHandler } from './transfer-virement';

const context = (): CommandContext => ({
  ...{ commandId: randomUUID(), agencyId: 'agency-1', by: SOMEBODY, recordedAt: '2021-12-30T16:00:01Z' },
});

let store: EventStore;
beforeEach(async () => {
  store = await openEventStore({ kind: 'memory' });
  for (const id of ['A', 'B'])
    await runDecision(store, context(), appropriationAggregate(id), {
      ...{ type: 'issue-appropriation', ...TERMS, fundingLevel: 'district', sources: [] },
      amountFen: yuan('1000000.00'),
      effectiveOn: day('02-01'),
    });
});
afterEach(() => store.close());

/** Large from 200,000.00 on, since May. */
const directory: Directory = Object.assign(new RecordedDirectory(), {
  largePaymentFen: (_agencyId: string, on: string): Fen | null => (on >= '2021-05-01' ? yuan('200000.00') : null),
});

interface Said {
  readonly amount?: string;
  readonly on?: string;
  readonly reason?: string;
  readonly confirmation?: string | null;
}
const change = ({ amount = '1.00', on = '06-01', reason = '上级追加', confirmation = null }: Said) => ({
  ...{ amountFen: yuan(amount), effectiveOn: day(on), documentNumber: null, documentDate: null, reason, confirmation },
});
const ACTS: Readonly<Record<string, (said: Said) => Promise<unknown>>> = {
  supplement: (said) =>
    new SupplementAppropriationHandler(store, directory, NO_FILES).execute(
      new SupplementAppropriation(context(), 'A', { ...change(said), sources: [] }),
    ),
  reduction: (said) =>
    new ReduceAppropriationHandler(store, directory, NO_FILES).execute(
      new ReduceAppropriation(context(), 'A', { ...change(said), sources: [] }),
    ),
  'claw-back': (said) =>
    new ClawBackAppropriationHandler(store, directory, NO_FILES).execute(
      new ClawBackAppropriation(context(), 'A', change(said)),
    ),
  virement: (said) =>
    new TransferVirementHandler(store, directory, NO_FILES).execute(
      new TransferVirement(context(), { from: 'A', to: 'B', ...change(said) }),
    ),
};

const codeOf = (act: Promise<unknown>): Promise<string | null> =>
  act.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error as Error)),
  );

describe.each(Object.keys(ACTS))('a %s', (name) => {
  const act = ACTS[name]!;

  it('as large as the office asks about is asked back, and recorded with the reason that is given', async () => {
    const large = { amount: '200000.00' };
    expect(await codeOf(act(large))).toBe('change-large');
    expect(await codeOf(act({ ...large, confirmation: '已与文件核对' }))).toBeNull();
    expect(await codeOf(act({ amount: '199999.99' }))).toBeNull();
    expect(await codeOf(act({ ...large, on: '04-30' }))).toBeNull();
  });

  it('whose reason holds a number like a person’s is asked back, and a reason that holds one never goes through', async () => {
    const named = { reason: '联系 13912345678 后办理' };
    expect(await codeOf(act(named))).toBe('looks-like-personal-data');
    expect(await codeOf(act({ ...named, confirmation: '单位值班电话' }))).toBeNull();
    expect(await codeOf(act({ ...named, confirmation: '就是 13912345678' }))).toBe('looks-like-personal-data');
  });
});
