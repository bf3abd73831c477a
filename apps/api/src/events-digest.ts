/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = 'b14c0f8d3f68a30129f66781e9454ccd034866b34d5745c7192f1a5d7d72a4f5';
