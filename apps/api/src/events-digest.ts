/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = '78895c057007598f17d79c811dd1204f9c1bd868eb32d14d1469fd5884cd88db';
