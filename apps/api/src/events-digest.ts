/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = '0164a793cd5f0f801b2f3243778dc76be376a1daba84f1770786a429f08b7645';
