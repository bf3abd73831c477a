import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppendRequest, AtomicAppendOptions, AtomicAppendResult, RecordedEvent } from '@bofu/event-store';
import { formatYuan, fenFromDigits, Refusal } from '@bofu/kernel';
import { MemoryEventStore } from '../../../event-store/src/memory-event-store';
import { SOMEBODY } from '@bofu/testing';
import { smallFile } from '../../testing/small-programmes-file';
import { importProgrammes } from './import-programmes';

const bureau = readFileSync(join(__dirname, '../../programmes/mancheng-hrss-2021.json'));
const small = Buffer.from(JSON.stringify(smallFile()));
const office = { agencyId: 'agency-1', by: SOMEBODY, recordedAt: '2021-01-04T09:00:00+08:00' };
const EVENTS_EACH = 7;

const importInto = (
  store: MemoryEventStore,
  file: Buffer,
  { fileName = '2021.json', ...context }: Partial<typeof office> & { fileName?: string } = {},
  onProgress?: (done: number, total: number) => void,
) => importProgrammes(store, file, fileName, { ...office, ...context }, onProgress);

async function everything(store: MemoryEventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const batch of store.readAll()) events.push(...batch.events);
  return events;
}

async function refusalOf(attempt: Promise<unknown>): Promise<Refusal> {
  const outcome: unknown = await attempt.then(
    () => new Error('nothing was refused'),
    (error: unknown) => error,
  );
  if (outcome instanceof Refusal) return outcome;
  throw outcome;
}

/** Dies at the n-th append, before it is written or when it is written and nobody has heard of it yet. */
class DyingStore extends MemoryEventStore {
  appends = 0;
  constructor(
    private readonly diesAt: number,
    private readonly when: 'before' | 'after',
  ) {
    super();
  }

  override async appendAtomic(
    requests: readonly AppendRequest[],
    options?: AtomicAppendOptions,
  ): Promise<AtomicAppendResult> {
    this.appends += 1;
    const dies = this.appends === this.diesAt;
    if (dies && this.when === 'before') throw new Error('killed');
    const result = await super.appendAtomic(requests, options);
    if (dies) throw new Error('killed');
    return result;
  }
}

describe('the 22 programmes of 2021', () => {
  it('go in as one append each, and the import is recorded last', async () => {
    const store = new DyingStore(Infinity, 'before');
    const progress: [number, number][] = [];
    const { imported, position, repeated } = await importInto(store, bureau, {}, (...at) => progress.push(at));

    const events = await everything(store);
    expect(repeated).toBe(false);
    expect(store.appends).toBe(23);
    expect(progress).toEqual(Array.from({ length: 23 }, (_, done) => [done, 22]));
    expect(events).toHaveLength(22 * EVENTS_EACH + 1);
    expect(events.slice(0, EVENTS_EACH).map(({ type }) => type)).toEqual([
      'AppropriationIssued',
      'SpendingPlanAdopted',
      'Claimed',
      'ProgrammeRegistered',
      'PaymentStandardSet',
      'PerformanceTargetsSet',
      'Claimed',
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'ProgrammesImported', position, data: imported });
    expect(events.every(({ data }) => data['agencyId'] === 'agency-1')).toBe(true);
    expect(events.every(({ metadata }) => metadata['correlationId'] === events[0]!.metadata['correlationId'])).toBe(
      true,
    );
  });

  it('are reconciled with the declared total, programmes 6 and 9 explaining the difference', async () => {
    const { imported } = await importInto(new MemoryEventStore(), bureau);
    expect(imported).toMatchObject({
      programmes: 22,
      fiscalYear: 2021,
      effectiveOn: '2021-01-01',
      fileName: '2021.json',
    });
    expect(formatYuan(fenFromDigits(imported.totalFen))).toBe('158727300.00');
    expect(imported.reconciliation).toEqual({
      declaredFen: '15851540000',
      differenceFen: '21190000',
      explained: [{ budgetType: 'state-capital-operations', amountFen: '21190000', sequences: [6, 9] }],
      unexplainedFen: '0',
    });
  });

  it('carry the digest of their file and their place in it', async () => {
    const store = new MemoryEventStore();
    const { imported } = await importInto(store, bureau);
    const issued = (await everything(store)).filter(({ type }) => type === 'AppropriationIssued');
    expect(issued[13]?.data['sources']).toEqual([
      {
        field: 'amount',
        printed: '70240000.00',
        documentDigest: imported.digest,
        place: '/programmes/13/amount',
      },
    ]);
    expect(issued).toHaveLength(22);
  });
});

describe('a file that is in already', () => {
  it('changes nothing, whatever it is called now and whoever brings it', async () => {
    const store = new MemoryEventStore();
    const first = await importInto(store, small);
    const before = await everything(store);
    const second = await importInto(store, small, {
      fileName: 'copy.json',
      by: { ...SOMEBODY, personId: 'another' },
      recordedAt: '2021-02-01T09:00:00+08:00',
    });
    expect(second).toEqual({ ...first, repeated: true });
    expect(await everything(store)).toEqual(before);
  });

  it('is another file with one byte more, and its programmes are refused', async () => {
    const store = new MemoryEventStore();
    await importInto(store, small);
    const before = await everything(store);
    const refusal = await refusalOf(importInto(store, Buffer.concat([small, Buffer.from('\n')])));
    expect(refusal.code).toBe('appropriation-exists');
    expect(before.map(({ data }) => data['appropriationId'])).toContain(refusal.facts['appropriationId']);
    expect(await everything(store)).toEqual(before);
  });

  it('goes in for another agency as its own', async () => {
    const store = new MemoryEventStore();
    const first = await importInto(store, small);
    const second = await importInto(store, small, { agencyId: 'agency-2' });
    expect(second.repeated).toBe(false);
    expect(second.imported.importId).not.toBe(first.imported.importId);
    expect(await everything(store)).toHaveLength(2 * (2 * EVENTS_EACH + 1));
  });

  it('goes in once when it is brought twice at the same moment', async () => {
    const store = new MemoryEventStore();
    await Promise.all([importInto(store, small), importInto(store, small)]);
    expect(await everything(store)).toHaveLength(2 * EVENTS_EACH + 1);
  });
});

describe('a file of which only the last programme is known', () => {
  it('is refused before the first one is recorded', async () => {
    const store = new MemoryEventStore();
    await importInto(store, small);
    const before = await everything(store);
    const larger = smallFile();
    larger.programmes[0]!['code'] = 'N'.repeat(21);
    const refusal = await refusalOf(importInto(store, Buffer.from(JSON.stringify(larger))));
    expect(refusal.code).toBe('appropriation-exists');
    expect(before.map(({ data }) => data['appropriationId'])).toContain(refusal.facts['appropriationId']);
    expect(await everything(store)).toEqual(before);
  });
});

describe('a file that cannot go in', () => {
  it.each([
    ['is wrong in its last programme', 'import-file-invalid', { code: 'X' }],
    [
      'does not add up to its declared total',
      'control-total-mismatch',
      { budgetType: 'general-public', amount: '40000.00' },
    ],
  ])('leaves nothing behind when it %s', async (_what, code, change) => {
    const store = new MemoryEventStore();
    const file = smallFile();
    Object.assign(file.programmes[1]!, change);
    expect((await refusalOf(importInto(store, Buffer.from(JSON.stringify(file))))).code).toBe(code);
    expect(await store.head()).toBeNull();
  });
});

describe('an import that dies half way', () => {
  const APPENDS = 23;

  it.each(['before', 'after'] as const)(
    'is finished by the next run without doubling, killed %s any append',
    async (when) => {
      const whole = new MemoryEventStore();
      const { imported } = await importInto(whole, bureau);
      const expected = await everything(whole);

      for (let diesAt = 1; diesAt <= APPENDS; diesAt += 1) {
        const store = new DyingStore(diesAt, when);
        await expect(importInto(store, bureau)).rejects.toThrow('killed');
        const left = (await everything(store)).length;
        expect(left).toBe(
          when === 'before' ? (diesAt - 1) * EVENTS_EACH : Math.min(diesAt * EVENTS_EACH, expected.length),
        );

        const resumed = await importInto(store, bureau);
        expect(resumed.imported).toEqual(imported);
        expect(resumed.repeated).toBe(when === 'after' && diesAt === APPENDS);
        expect(await everything(store)).toEqual(expected);
      }
    },
  );
});
