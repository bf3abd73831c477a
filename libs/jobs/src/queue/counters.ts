import { Redis } from 'ioredis';

/**
 * A connection for counting that nobody waits for: a count that cannot be made is refused at once, and made elsewhere.
 * Whoever opens it calls `disconnect`.
 */
export function openCounters(url: string): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: 0, connectTimeout: 2_000, commandTimeout: 500 });
  // Told by what fails; an error nobody hears would end the process.
  redis.on('error', () => undefined);
  return redis;
}
