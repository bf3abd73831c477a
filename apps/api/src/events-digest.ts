/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = 'cb26c029633b499663eb24868f0ca4687b64818578eb61b6beca121bb5a29715';
