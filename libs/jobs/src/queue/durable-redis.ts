import { Redis } from 'ioredis';
import { QueueUnsafe } from './queue-errors';

/** What must be so, and what to write into redis.conf where it is not. */
const NEEDED: readonly [setting: string, sound: (value: string) => boolean, advice: string][] = [
  ['appendonly', (value) => value === 'yes', 'appendonly yes（逐条写入磁盘）'],
  ['appendfsync', (value) => value !== 'no', 'appendfsync everysec（每秒落盘）'],
  [
    'maxmemory-policy',
    (value) => value === 'noeviction',
    'maxmemory-policy noeviction（内存满时拒绝写入，不丢弃任务）',
  ],
];

/**
 * Refuses a Redis that loses jobs in a restart or drops them to make room: throws QueueUnsafe with what to set.
 * Every job is on record and would be put back; but a queue that forgets again and again is a fault to be told of.
 */
export async function requireDurableRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
  // Told to whoever awaits the commands; without a listener it would be printed as well.
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    const found = new Map<string, string>();
    for (const [setting] of NEEDED) found.set(setting, await settingOf(redis, setting));
    const wrong = NEEDED.filter(([setting, sound]) => !sound(found.get(setting) ?? ''));
    if (wrong.length === 0) return;
    const as = wrong.map(([setting]) => `${setting}=${found.get(setting)}`).join('、');
    throw new QueueUnsafe(
      `Redis 会丢失后台任务，不予使用（现为 ${as}）。请在 redis.conf 中设置：${wrong.map(([, , advice]) => advice).join('；')}`,
    );
  } finally {
    redis.disconnect();
  }
}

async function settingOf(redis: Redis, setting: string): Promise<string> {
  try {
    const [, value = ''] = (await redis.config('GET', setting)) as string[];
    return value;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!/NOPERM|unknown command/i.test(message)) throw error;
    throw new QueueUnsafe(
      `无法确认 Redis 是否会丢失后台任务，不予使用：当前账号不允许 CONFIG GET（${message}）。` +
        '请为该账号授权（ACL SETUSER … +config|get），或恢复被改名的 CONFIG 命令',
    );
  }
}
