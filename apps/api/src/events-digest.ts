/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = 'caf337d89651b6306c3f1f8318a4f34a92b691671937e84f4f6d31eeedff521f';
