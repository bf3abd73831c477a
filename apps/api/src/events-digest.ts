/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = '6417625c92f5c346b1ade038cf13c213fc14e6ab0908f04f9fff95e9e0e12b40';
