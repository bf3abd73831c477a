/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = 'dd4341d68a72e9488afe06936102c043a24505d89d008f979d3adbd9bd352fb9';
