import { createHash, randomBytes } from 'node:crypto';

/** 256 bits of chance as 43 characters that go into a cookie, a header or an address as they are. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret: enough chance is in it that nobody finds it from its digest. */
export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
