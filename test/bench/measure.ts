/** One figure of the bench: how much work in how long, beside a baseline taken in the same run. */
export interface Figure {
  readonly name: string;
  readonly perSecond: number;
  readonly p50Ms?: number;
  readonly p99Ms?: number;
  /** What it is held against, by name, and the ratio to it. */
  readonly baseline?: string;
  readonly ratio?: number;
  readonly target?: string;
  readonly note?: string;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

export const quantile = (values: readonly number[], at: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0;
};

export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - started) / 1e9;
}

export interface Load {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** `writers` loops, each waiting for its own answer before the next request, for about `seconds`. */
export async function underLoad(
  writers: number,
  seconds: number,
  once: (writer: number, turn: number) => Promise<number>,
): Promise<Load> {
  const latencies: number[] = [];
  let done = 0;
  const until = performance.now() + seconds * 1000;
  const took = await secondsOf(() =>
    Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        for (let turn = 0; performance.now() < until; turn += 1) {
          const started = performance.now();
          const worked = await once(writer, turn);
          done += worked;
          latencies.push(performance.now() - started);
        }
      }),
    ),
  );
  return { perSecond: done / took, p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99) };
}

/** The median of several rounds, A B A B …, so that a machine that slows down slows both. */
export async function alternating(
  rounds: number,
  measures: Record<string, () => Promise<Load>>,
): Promise<Record<string, Load>> {
  const seen: Record<string, Load[]> = {};
  for (let round = 0; round < rounds; round += 1)
    for (const [name, measure] of Object.entries(measures)) (seen[name] ??= []).push(await measure());
  return Object.fromEntries(
    Object.entries(seen).map(([name, loads]) => [
      name,
      {
        perSecond: median(loads.map(({ perSecond }) => perSecond)),
        p50Ms: median(loads.map(({ p50Ms }) => p50Ms)),
        p99Ms: median(loads.map(({ p99Ms }) => p99Ms)),
      },
    ]),
  );
}
