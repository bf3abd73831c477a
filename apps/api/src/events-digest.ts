/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = '26e51ae9c3c89247147bb385b7452b81ba33e5a3fa85d2275eb71140a8409049';
