import { randomUUID } from 'node:crypto';
import { RecordedDirectory } from '@bofu/access';
import { openEventStore, runDecision, type CommandContext, type EventStore } from '@bofu/event-store';
import { parseBusinessDate, parseYuan, Refusal } from '@bofu/kernel';
import { createTestDatabase, SOMEBODY } from '@bofu/testing';
import { startFakeKurrentDb } from '../../event-store/testing/fake-kurrentdb';
import { storeForACrowd } from '../../event-store/testing/store-for-a-crowd';
import { DOCUMENT } from '../testing/appropriation-examples';
import { NO_FILES } from '../testing/no-files';
import { NO_ELEMENTS } from './domain/appropriation-terms';
import { appropriationAggregate } from './appropriation-aggregate';
import { appropriationIdOf, IssueAppropriation, IssueAppropriationHandler, type Issue } from './issue-appropriation';

const STORES: Readonly<Record<string, () => Promise<{ store: EventStore; close: () => Promise<void> }>>> = {
  memory: async () => {
    const store = await openEventStore({ kind: 'memory' });
    return { store, close: () => store.close() };
  },
  postgres: async () => {
    const database = await createTestDatabase();
    const store = await openEventStore({ kind: 'postgres', url: database.url });
    return { store, close: () => store.close().then(() => database.drop()) };
  },
  'the kurrentdb protocol fake': async () => {
    const fake = await startFakeKurrentDb();
    const store = storeForACrowd(fake);
    return { store, close: () => store.close().then(() => fake.stop()) };
  },
};

const CLIENTS = 64;

const issue: Issue = {
  programme: { code: '13060726RXGO3YWDTCKQR', name: '城乡居民养老中央补助' },
  fiscalYear: 2026,
  formedIn: 2026,
  issuedAs: 'advance',
  batch: 1,
  unitCode: '356001',
  unitName: '本级',
  fundingLevel: 'central',
  fundingLevelBasis: 'stated',
  budgetType: 'general-public',
  documentNumber: DOCUMENT,
  documentDate: null,
  elements: NO_ELEMENTS,
  amountFen: parseYuan('1000.00'),
  effectiveOn: parseBusinessDate('2026-01-05'),
  sources: [],
};

const context = (more: Partial<CommandContext> = {}): CommandContext => ({
  commandId: randomUUID(),
  agencyId: 'agency-1',
  by: SOMEBODY,
  recordedAt: '2026-01-05T09:00:00.000+08:00',
  // On a busy machine too all of them come to their turn.
  patienceMs: 60_000,
  ...more,
});

describe.each(Object.entries(STORES))('64 clients that issue the same appropriation at once, on %s', (_name, open) => {
  let tried: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    tried = await open();
  });
  afterAll(() => tried.close());

  const outcomeOf = (given: CommandContext, wanted: Issue): Promise<string> =>
    new IssueAppropriationHandler(tried.store, new RecordedDirectory(), NO_FILES)
      .execute(new IssueAppropriation(given, wanted))
      .then(
        ({ appropriationId }) => appropriationId,
        (error: unknown) => {
          if (error instanceof Refusal) return `${error.code} ${String(error.facts['appropriationId'])}`;
          throw error;
        },
      );

  const typesRecorded = async (): Promise<string[]> => {
    const types: string[] = [];
    for await (const { events } of tried.store.readAll()) types.push(...events.map(({ type }) => type));
    return types.sort();
  };

  it('make one, and everybody else hears which', async () => {
    const outcomes = await Promise.all(Array.from({ length: CLIENTS }, () => outcomeOf(context(), issue)));
    const made = outcomes.filter((outcome) => !outcome.includes(' '));
    expect(made).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set([made[0], `appropriation-exists ${made[0]}`]));
    expect(await typesRecorded()).toEqual(['AppropriationIssued', 'Claimed', 'Claimed', 'ProgrammeRegistered']);
  }, 120_000);

  it('make one for each agency, level and batch, under one programme of the agency', async () => {
    const second = outcomeOf(context(), { ...issue, batch: 2 });
    const another = outcomeOf(context({ agencyId: 'agency-2' }), issue);
    for (const outcome of await Promise.all([second, another])) expect(outcome).not.toContain(' ');
    const types = await typesRecorded();
    expect(types.filter((type) => type === 'AppropriationIssued')).toHaveLength(3);
    expect(types.filter((type) => type === 'ProgrammeRegistered')).toHaveLength(2);
  });

  it('would make many without the claims', async () => {
    const { programme: _, ...terms } = issue;
    const printed = { programmeId: 'programme-1', programmeCode: 'CODE', programmeName: '项目' };
    const unclaimed = Array.from({ length: 8 }, () => {
      const given = context({ agencyId: 'agency-3' });
      const aggregate = appropriationAggregate(appropriationIdOf(given));
      return runDecision(tried.store, given, aggregate, { type: 'issue-appropriation', ...printed, ...terms });
    });
    await Promise.all(unclaimed);
    expect((await typesRecorded()).filter((type) => type === 'AppropriationIssued')).toHaveLength(3 + 8);
  });
});
