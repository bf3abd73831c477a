/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = 'a90e2a4965f8ae86a28eafa581084cfae9ddbaf3e2a76cc327062cf36cf06ef1';
