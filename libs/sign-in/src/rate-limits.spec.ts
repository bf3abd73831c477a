import { requireTool } from '@bofu/testing';
import { openCounters } from '@bofu/jobs';
import { startRedis, type TestRedis } from '../../jobs/testing/redis-server';
import { CALLS_PER_MINUTE, networkOf, RateLimits } from './rate-limits';

const FEW = { ...CALLS_PER_MINUTE, person: 3, entering: 2 };

describe('calls', () => {
  it('are counted by whom and by what, and told how long to wait', async () => {
    const limits = new RateLimits(FEW, null);
    const outcomes = [];
    for (let at = 0; at < 4; at += 1) outcomes.push(await limits.count('person', 'wang'));
    expect(outcomes.slice(0, 3)).toEqual([null, null, null]);
    expect(outcomes[3]).toBeGreaterThan(0);
    expect(outcomes[3]).toBeLessThanOrEqual(60);
    expect(await limits.count('person', 'li')).toBeNull();
    expect(await limits.count('entering', 'wang')).toBeNull();
  });
});

describe('an address', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s counts as %s', (address, network) => expect(networkOf(address)).toBe(network));
});

requireTool('redis-server')('calls counted in a real Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => void (redis = await startRedis()));
  afterAll(() => redis.stop());

  it('are one count for several processes, and each its own while Redis is away', async () => {
    const connections = [openCounters(redis.url), openCounters(redis.url)];
    const [one, other] = connections.map((connection) => new RateLimits(FEW, connection)) as [RateLimits, RateLimits];
    try {
      expect(await one.count('entering', 'here')).toBeNull();
      expect(await other.count('entering', 'here')).toBeNull();
      expect(await one.count('entering', 'here')).not.toBeNull();
      await redis.kill();
      expect(await one.count('entering', 'there')).toBeNull();
      expect(await one.count('entering', 'there')).toBeNull();
      expect(await one.count('entering', 'there')).not.toBeNull();
    } finally {
      for (const connection of connections) connection.disconnect();
    }
  });
});
