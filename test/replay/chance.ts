/** Chance that can be repeated: the same seed gives the same year. */
export interface Chance {
  /** 0 up to, not including, `below`. */
  readonly upTo: (below: number) => number;
  readonly oneOf: <Value>(values: readonly Value[]) => Value;
  /** True once in `times`. */
  readonly onceIn: (times: number) => boolean;
}

export function chanceOf(seed: number): Chance {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (below: number): number => Math.floor(next() * below);
  return { upTo, oneOf: (values) => values[upTo(values.length)]!, onceIn: (times) => upTo(times) === 0 };
}
