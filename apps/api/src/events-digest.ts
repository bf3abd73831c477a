/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = 'f1faa979347b52899a66ee2ad4fd4d108356bcef7be5fee76f5884e1e093ed30';
