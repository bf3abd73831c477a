import { setTimeout as sleep } from 'node:timers/promises';

const COMES_WITHIN_MS = 60_000;
const ASKED_EVERY_MS = 50;

type Matcher = 'toBe' | 'toEqual' | 'toMatch' | 'toContain' | 'toBeNull' | 'toHaveLength' | 'toBeGreaterThan';
type Checks = Record<Matcher, (...expected: unknown[]) => void>;
type Polled<T> = {
  readonly [M in Matcher]: (...expected: Parameters<jest.Matchers<void, T>[M]>) => Promise<void>;
};

/**
 * As `expect`, of what a page says: it is read again until it holds, for a minute at most. A page shows what was
 * typed or pressed a moment later, and a slow machine shows that.
 */
export function expectPoll<T>(
  read: () => Promise<T>,
  withinMs = COMES_WITHIN_MS,
): Polled<T> & { readonly not: Polled<T> } {
  const matcher =
    (name: Matcher, isNegated: boolean) =>
    async (...expected: unknown[]) => {
      const until = performance.now() + withinMs;
      for (;;)
        try {
          const value = expect(await read()) as unknown as Checks & { readonly not: Checks };
          (isNegated ? value.not : value)[name](...expected);
          return;
        } catch (error) {
          if (performance.now() >= until) throw error;
          await sleep(ASKED_EVERY_MS);
        }
    };
  const polled = (isNegated: boolean) =>
    new Proxy(
      {},
      { get: (_, name: Matcher | 'not') => (name === 'not' ? polled(true) : matcher(name, isNegated)) },
    ) as never;
  return polled(false);
}
