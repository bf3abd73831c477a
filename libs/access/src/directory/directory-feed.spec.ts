import { openEventStore, StoreUnavailable, placed, streamId, UnknownEvent, type EventStore } from '@bofu/event-store';
import { openAccess, type Access } from '../../testing/access-office';
import { feedDirectory } from './directory-feed';
import { RecordedDirectory } from './recorded-directory';

let store: EventStore;
let access: Access;
beforeEach(async () => {
  store = await openEventStore({ kind: 'memory' });
  access = await openAccess(store);
});
afterEach(() => access.close());

describe('the feed of a directory', () => {
  it('goes on after the store was away, from where it was', async () => {
    const { agencyId } = await access.registerAgency();
    let away = 2;
    const unsteady: EventStore = Object.create(store, {
      subscribe: {
        value: async function* (options: Parameters<EventStore['subscribe']>[0]) {
          for await (const message of store.subscribe(options)) {
            yield message;
            if (message.kind === 'batch' && away > 0) {
              away -= 1;
              throw new StoreUnavailable(new Error('away'));
            }
          }
        },
      },
    }) as EventStore;
    const directory = new RecordedDirectory();
    const failures: unknown[] = [];
    const feed = feedDirectory(unsteady, directory, (error) => failures.push(error));
    await feed.ready;
    const { position } = await access.registerPerson(agencyId, { name: '王经办' });
    expect(await directory.reached(position, 5_000)).toBe(position);
    expect(directory.peopleNamed(agencyId, '王经办')).toHaveLength(1);
    expect([away, failures]).toEqual([0, []]);
    await feed.stop();
  });

  it('ends at an event that it does not understand, and says so', async () => {
    const { agencyId } = await access.registerAgency();
    const promoted = { id: '5b1f6a52-8f1f-5c05-9d7a-3f1b6f9a1c11', type: 'PersonPromoted', data: {}, metadata: {} };
    const [request] = placed([
      { stream: streamId('person', 'p-1'), expected: 'no-stream', events: [promoted] },
    ] as const);
    await store.append(request!);
    const failures: unknown[] = [];
    const feed = feedDirectory(store, new RecordedDirectory(), (error) => failures.push(error));
    await feed.ready;
    expect(failures).toEqual([expect.any(UnknownEvent)]);
    await feed.stop();
    expect(access.directory.agencyIds()).toEqual([agencyId]);
  });
});
