/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = '7a8e1fb6d8dfb8dfc1fb97d56af13ea563b975d6861934b7a0fc05b239c8a873';
