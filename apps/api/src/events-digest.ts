/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = 'f5fea89bdf9b6c50d64dcecb1f3aa47854fc14cea3507ac060b0d60d6a2a68b0';
