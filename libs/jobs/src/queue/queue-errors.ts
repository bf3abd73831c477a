/** A Redis that may lose or drop what it was given: not used. The message is for the operator, in Chinese. */
export class QueueUnsafe extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'QueueUnsafe';
  }
}

/** Says the first of many equal complaints at once and then how many more there were, at most one line a period. */
export class Complaints {
  readonly #periodMs: number;
  #saidAt = -Infinity;
  #unsaid = 0;

  constructor(
    private readonly say: (message: string) => void,
    periodMs = 10_000,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#periodMs = periodMs;
  }

  hear(about: string, error: unknown): void {
    if (this.now() - this.#saidAt < this.#periodMs) {
      this.#unsaid += 1;
      return;
    }
    const more = this.#unsaid === 0 ? '' : `（此前另有 ${this.#unsaid} 条未显示）`;
    this.#saidAt = this.now();
    this.#unsaid = 0;
    this.say(`${about}：${error instanceof Error ? error.message : String(error)}${more}`);
  }
}
