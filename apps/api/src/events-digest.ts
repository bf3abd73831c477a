/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = '5251f143697e9d3c7862959361451a5b08d0c5812f4c1d3837f2b3c2c8282da2';
