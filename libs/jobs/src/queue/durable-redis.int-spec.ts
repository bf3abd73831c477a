import { requireTool } from '@bofu/testing';
import { DURABLE, startRedis } from '../../testing/redis-server';
import { requireDurableRedis } from './durable-redis';

requireTool('redis-server')('a Redis, before it is trusted with jobs', () => {
  const verdictOn = async (
    settings: Readonly<Record<string, string>>,
    user: { name: string; rules: string } | null = null,
  ): Promise<string> => {
    const redis = await startRedis(settings, user);
    try {
      return await requireDurableRedis(redis.url).then(
        () => 'taken',
        (error: Error) => `${error.name}: ${error.message}`,
      );
    } finally {
      await redis.stop();
    }
  };

  it('is taken when it writes down what it is given and never drops it', async () => {
    expect(await verdictOn(DURABLE)).toBe('taken');
  });

  it('is refused as Redis comes, with what to set', async () => {
    expect(await verdictOn({})).toBe(
      'QueueUnsafe: Redis 会丢失后台任务，不予使用（现为 appendonly=no）。请在 redis.conf 中设置：appendonly yes（逐条写入磁盘）',
    );
  });

  it.each([
    [{ appendfsync: 'no' }, 'appendfsync=no', 'appendfsync everysec'],
    [{ 'maxmemory-policy': 'allkeys-lru' }, 'maxmemory-policy=allkeys-lru', 'maxmemory-policy noeviction'],
    [
      { 'maxmemory-policy': 'volatile-ttl', appendonly: 'no' },
      'appendonly=no、maxmemory-policy=volatile-ttl',
      'noeviction',
    ],
  ])('is refused with %j', async (settings, found, advice) => {
    const verdict = await verdictOn({ ...DURABLE, ...settings });
    expect(verdict).toContain(`现为 ${found}`);
    expect(verdict).toContain(advice);
  });

  it('is refused when it will not say, because the account may not ask or the command has another name', async () => {
    const user = { name: 'worker', rules: 'on >secret ~* &* +@all -config' };
    expect(await verdictOn(DURABLE, user)).toMatch(/^QueueUnsafe: 无法确认.*不允许 CONFIG GET.*\+config\|get/);
    expect(await verdictOn({ ...DURABLE, 'rename-command': 'CONFIG hidden' })).toMatch(/^QueueUnsafe: 无法确认/);
  });

  it('is asked again, and not refused, while it does not answer', async () => {
    await expect(requireDurableRedis('redis://127.0.0.1:1')).rejects.not.toMatchObject({ name: 'QueueUnsafe' });
  });
});
