import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** What is counted, each in a minute of its own that begins with the first of them. */
export interface CallsPerMinute {
  /** All calls of one person, from wherever. */
  readonly person: number;
  /** All calls from one address, whoever they are of: a whole bureau may stand behind one. */
  readonly address: number;
  /** Signing in, and using one-time links, from one address. */
  readonly entering: number;
  /** Links and tokens made out by one person. */
  readonly issuing: number;
}

export const CALLS_PER_MINUTE: CallsPerMinute = { person: 1_200, address: 6_000, entering: 60, issuing: 30 };

export type Counted = keyof CallsPerMinute;

/**
 * 限速. Counts calls and says when there are too many. Nobody is counted by a login that was only typed: who tries
 * somebody's account must not be able to use up that account's calls.
 */
export class RateLimits {
  private readonly limiters: Readonly<Record<Counted, RateLimiterAbstract>>;

  /**
   * @param redis the connection that several processes count on together; `null`: in this process alone. While it is
   *   away each process counts for itself
   */
  constructor(perMinute: CallsPerMinute, redis: object | null) {
    const limiter = (counted: Counted): RateLimiterAbstract => {
      const counting = { points: perMinute[counted], duration: 60, keyPrefix: `bofu:calls:${counted}` };
      const here = new RateLimiterMemory(counting);
      return redis === null ? here : new RateLimiterRedis({ ...counting, storeClient: redis, insuranceLimiter: here });
    };
    this.limiters = {
      person: limiter('person'),
      address: limiter('address'),
      entering: limiter('entering'),
      issuing: limiter('issuing'),
    };
  }

  /** Counts one call; `null` while there are not too many, else how many seconds until the next is taken. */
  async count(counted: Counted, key: string): Promise<number | null> {
    try {
      await this.limiters[counted].consume(key);
      return null;
    } catch (error) {
      if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      throw error;
    }
  }
}

/** Whom an address stands for: an IPv6 host has a whole /64 to choose from (RFC 4291 2.5.4), so that is one. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail = ''] = plain.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = plain.includes('::') && tail !== '' ? tail.split(':') : [];
  const zeros = plain.includes('::') ? Array<string>(8 - groups.length - after.length).fill('0') : [];
  const firstFour = [...groups, ...zeros, ...after].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${firstFour.join(':')}::/64`;
}
