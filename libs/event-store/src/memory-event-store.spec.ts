import { describeEventStoreContract } from '../contract/event-store-contract';
import { MemoryEventStore } from './memory-event-store';

describeEventStoreContract(
  'memory',
  () => {
    const store = new MemoryEventStore();
    return Promise.resolve({ store, close: () => store.close() });
  },
  { startsEmpty: true, faults: [], appends: 1_000, races: 300 },
);
