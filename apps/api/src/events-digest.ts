/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = 'c8dea643648ab683c9a438b6f8035350d8f5ccdf199ab7e0eee2cf48c465a2fd';
