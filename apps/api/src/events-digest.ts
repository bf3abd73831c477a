/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = '4c8cba83e287a985d307645f9c31087cce6abd31f6d7e44ea5f5e8ff341260a4';
