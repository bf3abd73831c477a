import { randomUUID } from 'node:crypto';
import { placing } from '../testing/placing';
import { streamId, type EventStore, type RecordedEvent } from './event-store';
import { StoreOfAnotherShape } from './event-store-errors';
import { openInstallation } from './founding';
import { firstBreak } from './hash-chain';
import { MemoryEventStore } from './memory-event-store';

const proposed = () => ({
  installationId: randomUUID(),
  rootAgencyId: randomUUID(),
  eventsDigest: 'ab'.repeat(32),
  recordedAt: '2021-01-04T09:00:00.000+08:00',
});

async function everythingIn(store: EventStore): Promise<RecordedEvent[]> {
  const all: RecordedEvent[] = [];
  for await (const { events } of store.readAll()) all.push(...events);
  return all;
}

describe('an installation', () => {
  it('is founded by the first event of its store, sealed, and of its root agency', async () => {
    const [store, founding] = [new MemoryEventStore(), proposed()];
    const { recordedAt, ...installation } = founding;
    expect(await openInstallation(store, founding)).toEqual(installation);
    const events = await everythingIn(store);
    expect(events).toMatchObject([
      { type: 'InstallationFounded', schema: 1, agency: founding.rootAgencyId, data: installation },
    ]);
    expect(events[0]?.metadata['recordedAt']).toBe(recordedAt);
    expect(firstBreak(events)).toBeNull();
  });

  it('is read, and not founded again, when its store is opened again', async () => {
    const store = new MemoryEventStore();
    const founded = await openInstallation(store, proposed());
    expect(await openInstallation(store, proposed())).toEqual(founded);
    expect(await everythingIn(store)).toHaveLength(1);
  });

  it('is one where many open an empty store at once', async () => {
    const store = new MemoryEventStore();
    const opened = await Promise.all(Array.from({ length: 8 }, () => openInstallation(store, proposed())));
    expect(new Set(opened.map(({ installationId }) => installationId)).size).toBe(1);
    expect(await everythingIn(store)).toHaveLength(1);
  });
});

describe('a store that was written otherwise', () => {
  it('is refused where it begins with something else, and not written to', async () => {
    const store = new MemoryEventStore();
    const event = { id: randomUUID(), type: 'Happened', data: {}, metadata: {} };
    await placing(store).append({ stream: streamId('other', '1'), expected: 'no-stream', events: [event] });
    const refused = openInstallation(store, proposed());
    await expect(refused).rejects.toThrow(StoreOfAnotherShape);
    await expect(refused).rejects.toThrow('由另一版本的记录格式写成');
    expect(await everythingIn(store)).toHaveLength(1);
  });

  it('is refused where the shapes of its events are others', async () => {
    const store = new MemoryEventStore();
    await openInstallation(store, proposed());
    const refused = openInstallation(store, { ...proposed(), eventsDigest: 'cd'.repeat(32) });
    await expect(refused).rejects.toThrow('事件格式为 abababab，本程序为 cdcdcdcd');
  });
});
