/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = 'ff97f96570a027a77049af6c81ff02a54d6b8b4d2bcc99d16cadb4c707cd0c36';
