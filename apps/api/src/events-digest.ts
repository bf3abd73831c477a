/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = '5ba732efd3b16820bd8bf01a0bd21734a6c9e64a76495752f924226f5807132e';
