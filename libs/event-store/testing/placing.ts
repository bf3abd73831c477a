import { placed, type EventStore } from '../src';

/** The same store for a test that writes events by hand: each is given what every event says about itself and its append. */
export function placing(store: EventStore): EventStore {
  return {
    name: store.name,
    append: (request, options) => store.append(placed([request])[0] ?? request, options),
    appendAtomic: (requests, options) => store.appendAtomic(placed(requests), options),
    readStream: (stream, options) => store.readStream(stream, options),
    readAll: (options) => store.readAll(options),
    subscribe: (options) => store.subscribe(options),
    head: () => store.head(),
    eventAt: (position) => store.eventAt(position),
    appendEnd: (position) => store.appendEnd(position),
    cutStreams: () => store.cutStreams(),
    close: () => store.close(),
  };
}
