/**
 * The shapes of all events as this program records them: SHA-256 over their examples in docs/events. A store keeps it
 * from its founding on, and one that keeps another is refused. A test holds it to the examples.
 */
export const EVENTS_DIGEST = 'dd622c28ec6901baeeac55118c7ec0d24b5622e16038c4838a30c2671ceb8c8f';
