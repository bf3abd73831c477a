import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppendRequest, AtomicAppendResult, RecordedEvent } from '@bofu/event-store';
import { formatYuan, fenFromDigits, Refusal } from '@bofu/kernel';
import { MemoryEventStore } from '../../../event-store/src/memory-event-store';
import { smallFile } from '../../testing/small-programmes-file';
import { importProgrammes } from './import-programmes';

const bureau = readFileSync(join(__dirname, '../../programmes/mancheng-hrss-2021.json'));
const small = Buffer.from(JSON.stringify(smallFile()));
const options = { fileName: '2021.json', actor: '预算经办', recordedAt: '2021-01-04T09:00:00+08:00' };

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

  override async appendAtomic(requests: readonly AppendRequest[]): Promise<AtomicAppendResult> {
    this.appends += 1;
    const dies = this.appends === this.diesAt;
    if (dies && this.when === 'before') throw new Error('killed');
    const result = await super.appendAtomic(requests);
    if (dies) throw new Error('killed');
    return result;
  }
}

describe('the 22 programmes of 2021', () => {
  it('go in as one append each, and the import is recorded last', async () => {
    const store = new DyingStore(Infinity, 'before');
    const progress: [number, number][] = [];
    const { imported, position, repeated } = await importProgrammes(store, bureau, options, (...at) =>
      progress.push(at),
    );

    const events = await everything(store);
    expect(repeated).toBe(false);
    expect(store.appends).toBe(23);
    expect(progress).toEqual(Array.from({ length: 23 }, (_, done) => [done, 22]));
    expect(events).toHaveLength(22 * 4 + 1);
    expect(events.slice(0, 4).map(({ type }) => type)).toEqual([
      'AppropriationIssued',
      'SpendingPlanAdopted',
      'PaymentStandardSet',
      'PerformanceTargetsSet',
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'ProgrammesImported', position, data: imported });
    expect(events.every(({ metadata }) => metadata['correlationId'] === events[0]!.metadata['correlationId'])).toBe(
      true,
    );
  });

  it('are reconciled with the declared total, programmes 6 and 9 explaining the difference', async () => {
    const { imported } = await importProgrammes(new MemoryEventStore(), bureau, options);
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
    const { imported } = await importProgrammes(store, bureau, options);
    const issued = (await everything(store)).filter(({ type }) => type === 'AppropriationIssued');
    expect(issued.map(({ data }) => data['source'])).toEqual(
      Array.from({ length: 22 }, (_, at) => ({ fileDigest: imported.digest, sequence: at + 1 })),
    );
  });
});

describe('a file that is in already', () => {
  it('changes nothing, whatever it is called now and whoever brings it', async () => {
    const store = new MemoryEventStore();
    const first = await importProgrammes(store, small, options);
    const before = await everything(store);
    const second = await importProgrammes(store, small, {
      fileName: 'copy.json',
      actor: '另一人',
      recordedAt: '2021-02-01T09:00:00+08:00',
    });
    expect(second).toEqual({ ...first, repeated: true });
    expect(await everything(store)).toEqual(before);
  });

  it('is another file with one byte more, and its programmes are refused', async () => {
    const store = new MemoryEventStore();
    await importProgrammes(store, small, options);
    const before = await everything(store);
    const refusal = await refusalOf(importProgrammes(store, Buffer.concat([small, Buffer.from('\n')]), options));
    expect([refusal.code, refusal.facts]).toEqual([
      'appropriation-exists',
      { appropriationId: '2021-CODE10000000000000000' },
    ]);
    expect(await everything(store)).toEqual(before);
  });

  it('goes in once when it is brought twice at the same moment', async () => {
    const store = new MemoryEventStore();
    await Promise.all([importProgrammes(store, small, options), importProgrammes(store, small, options)]);
    expect(await everything(store)).toHaveLength(2 * 4 + 1);
  });
});

describe('a file of which only the last programme is known', () => {
  it('is refused before the first one is recorded', async () => {
    const store = new MemoryEventStore();
    await importProgrammes(store, small, options);
    const before = await everything(store);
    const larger = smallFile();
    larger.programmes[0]!['code'] = 'N'.repeat(21);
    const refusal = await refusalOf(importProgrammes(store, Buffer.from(JSON.stringify(larger)), options));
    expect([refusal.code, refusal.facts]).toEqual([
      'appropriation-exists',
      { appropriationId: '2021-CODE20000000000000000' },
    ]);
    expect(await everything(store)).toEqual(before);
  });
});

describe('a file that cannot go in', () => {
  it.each([
    ['is wrong in its last programme', 'import-file-invalid', { code: 'X' }],
    ['does not add up to its declared total', 'control-total-mismatch', { budgetType: 'general-public' }],
  ])('leaves nothing behind when it %s', async (_what, code, change) => {
    const store = new MemoryEventStore();
    const file = smallFile();
    Object.assign(file.programmes[1]!, change);
    expect((await refusalOf(importProgrammes(store, Buffer.from(JSON.stringify(file)), options))).code).toBe(code);
    expect(await store.head()).toBeNull();
  });
});

describe('an import that dies half way', () => {
  const APPENDS = 23;

  it.each(['before', 'after'] as const)(
    'is finished by the next run without doubling, killed %s any append',
    async (when) => {
      const whole = new MemoryEventStore();
      const { imported } = await importProgrammes(whole, bureau, options);
      const expected = await everything(whole);

      for (let diesAt = 1; diesAt <= APPENDS; diesAt += 1) {
        const store = new DyingStore(diesAt, when);
        await expect(importProgrammes(store, bureau, options)).rejects.toThrow('killed');
        const left = (await everything(store)).length;
        expect(left).toBe(when === 'before' ? (diesAt - 1) * 4 : Math.min(diesAt * 4, expected.length));

        const resumed = await importProgrammes(store, bureau, options);
        expect(resumed.imported).toEqual(imported);
        expect(resumed.repeated).toBe(when === 'after' && diesAt === APPENDS);
        expect(await everything(store)).toEqual(expected);
      }
    },
  );
});
