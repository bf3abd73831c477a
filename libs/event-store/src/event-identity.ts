import { v5 as uuidV5 } from 'uuid';

/** The product's own name space for UUIDv5 (RFC 9562 §5.5). Fixed for ever: event ids are derived from it. */
const BOFU_NAMESPACE = '6f0ac6a4-3c0b-5b0e-9d55-0b7b0f2f7c21';

/** The id of the command's n-th event: the same command always makes the same ids, so a retry is recognised. */
export const eventId = (commandId: string, ordinal: number): string =>
  uuidV5(`${commandId}/${ordinal}`, BOFU_NAMESPACE);

/** An id derived from what makes a thing unique, e.g. an actor's idempotency key or a line of an imported file. */
export const derivedId = (...parts: readonly string[]): string => uuidV5(parts.join('\u001f'), BOFU_NAMESPACE);
