/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = 'b4293e3c84a7de5b0c5bf7e15a0a80953f34e55fcf452d86f8fdd05b25314249';
