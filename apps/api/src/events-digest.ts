/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = '79da143bb838790ab663a1ae319c3cb3a7c548e4151bc56609b2da13e3d6eab3';
