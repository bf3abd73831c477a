import { randomUUID } from 'node:crypto';
import { appropriationAggregate, IssueAppropriation, NO_ELEMENTS } from '@bofu/budget';
import { IssueAppropriationHandler } from '../../libs/budget/src/issue-appropriation';
import { NO_FILES } from '../../libs/budget/testing/no-files';
import {
  ConcurrencyConflict,
  openEventStore,
  type AppendOptions,
  type AppendRequest,
  type CommandContext,
  type EventStore,
} from '@bofu/event-store';
import { RecordedDirectory } from '@bofu/access';
import { parseBusinessDate, parseYuan, Refusal } from '@bofu/kernel';
import { SubmitPayment, SubmitPaymentHandler } from '@bofu/payment';
import { createTestDatabase } from '@bofu/testing';

/**
 * Thirty-two clerks press the button at once on an appropriation with room for ten of them. Whatever the timing, ten
 * payments of 10.00 元 fit into 100.00 元 and not one more; who does not fit is told so. `npm run race:overspend` runs more
 * rounds.
 */
const WRITERS = 32;
const ROOM = 10;
const ROUNDS = Number(process.env['OVERSPEND_ROUNDS'] ?? 100);
const today = parseBusinessDate('2021-01-04');

const context = (personId: string): CommandContext => ({
  commandId: randomUUID(),
  agencyId: 'one-agency',
  by: { personId, post: 'clerk', delegationId: null, channel: 'service', mode: 'single-person' },
  recordedAt: '2021-01-04T09:00:00.000+08:00',
});

interface Tally {
  rounds: number;
  accepted: number;
  refused: number;
  other: number;
  overspentRounds: number;
  underspentRounds: number;
}

async function race(store: EventStore, rounds: number): Promise<Tally> {
  const tally: Tally = { rounds, accepted: 0, refused: 0, other: 0, overspentRounds: 0, underspentRounds: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const programmeCode = `R${randomUUID().replaceAll('-', '').toUpperCase().slice(0, 20)}`;
    const appropriationId = await issue(store, programmeCode);
    const submit = new SubmitPaymentHandler(store, new RecordedDirectory());
    const outcomes = await Promise.allSettled(
      Array.from({ length: WRITERS }, (_, writer) =>
        submit.execute(
          new SubmitPayment(context(`经办${writer}`), {
            kind: 'disbursement',
            route: 'treasury',
            lines: [
              {
                appropriationId,
                groupId: null,
                period: null,
                entry: 'regular',
                reason: null,
                borneFor: null,
                pays: { amountFen: parseYuan('10.00') },
              },
            ],
            payee: { kind: 'organisation', name: '某单位' },
            purpose: '抢最后一笔',
            submittedOn: today,
            schemeId: null,
            replaces: null,
            reissueOf: null,
            confirmation: '各人抢同一笔',
          }),
        ),
      ),
    );
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') tally.accepted += 1;
      else if (outcome.reason instanceof Refusal && outcome.reason.code === 'insufficient-appropriation')
        tally.refused += 1;
      else tally.other += 1;
    }
    // Counted from the recorded events alone, not from the state the decision was taken on.
    const { events } = await store.readStream(appropriationAggregate(appropriationId).stream);
    const committed = events
      .filter(({ type }) => type === 'FundsCommitted')
      .reduce((sum, { data }) => sum + BigInt(data['amountFen'] as string), 0n);
    if (committed > 10_000n) tally.overspentRounds += 1;
    if (committed < 10_000n) tally.underspentRounds += 1;
  }
  return tally;
}

async function issue(store: EventStore, code: string): Promise<string> {
  const { appropriationId } = await new IssueAppropriationHandler(store, new RecordedDirectory(), NO_FILES).execute(
    new IssueAppropriation(context('导入'), {
      programme: { code, name: '抢拨' },
      fiscalYear: 2021,
      formedIn: 2021,
      batch: 1,
      unitCode: '356001',
      unitName: '本级',
      fundingLevel: 'district',
      fundingLevelBasis: 'stated',
      budgetType: 'general-public',
      documentNumber: null,
      documentDate: null,
      elements: NO_ELEMENTS,
      issuedAs: 'regular',
      amountFen: parseYuan('100.00'),
      effectiveOn: today,
      sources: [],
    }),
  );
  return appropriationId;
}

/** A store whose expected version has been taken out: what conflicts is appended all the same, at the stream's end. */
function withoutVersionGuard(store: EventStore): EventStore {
  const force = async (requests: readonly AppendRequest[], options?: AppendOptions) => {
    for (let current = requests; ;) {
      try {
        return await store.appendAtomic(current, options);
      } catch (error) {
        if (!(error instanceof ConcurrencyConflict)) throw error;
        const { stream, actual } = error;
        current = current.map((request) => (request.stream === stream ? { ...request, expected: actual } : request));
      }
    }
  };
  return new Proxy(store, {
    get: (target, key) => {
      if (key === 'appendAtomic') return force;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}

const report = (name: string, tally: Tally): void => {
  process.stdout.write(`overspend race on ${name}: ${JSON.stringify(tally)}\n`);
};

describe.each(['memory', 'postgres'] as const)('32 writers on an appropriation with room for 10, on %s', (kind) => {
  let store: EventStore;
  let drop = (): Promise<void> => Promise.resolve();

  beforeAll(async () => {
    if (kind === 'memory') {
      store = await openEventStore({ kind });
      return;
    }
    const database = await createTestDatabase();
    drop = () => database.drop();
    store = await openEventStore({ kind, url: database.url });
  });

  afterAll(async () => {
    await store.close();
    await drop();
  });

  it('accepts exactly the ten that fit, in every round', async () => {
    const tally = await race(store, ROUNDS);
    report(kind, tally);
    expect(tally).toEqual({
      rounds: ROUNDS,
      accepted: ROUNDS * ROOM,
      refused: ROUNDS * (WRITERS - ROOM),
      other: 0,
      overspentRounds: 0,
      underspentRounds: 0,
    });
  }, 600_000);

  it('is overspent as soon as the expected version is taken out, which shows that this check can fail', async () => {
    const tally = await race(withoutVersionGuard(store), 5);
    report(`${kind}, guard removed`, tally);
    expect(tally.overspentRounds).toBeGreaterThan(0);
  });
});
