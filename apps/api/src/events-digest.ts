/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = '3f34a747647e67cbe1b9bb4817f32ad8ff3f99a985a1ff6b1ffd311ea9042c34';
