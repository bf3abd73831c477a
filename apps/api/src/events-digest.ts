/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = '5f728d5f1451742cf3609fafa2d5ffdc01d6f1e84f770931603e0a3dcfca912f';
