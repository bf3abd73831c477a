/**
 * The answers last asked for, each under a key that says all that it depends on: one that names a position says the same
 * for ever, so an answer kept is never an old one; it is only no longer asked for. A failure is asked again.
 */
export class LastAsked<Answer> {
  readonly #kept = new Map<string, Promise<Answer>>();

  /** @param most how many are kept, the one asked for longest ago going first */
  constructor(private readonly most: number) {}

  of(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const answer = this.#kept.get(key) ?? ask();
    this.#kept.delete(key);
    this.#kept.set(key, answer);
    answer.catch(() => this.#kept.get(key) === answer && this.#kept.delete(key));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.most && oldest !== undefined) this.#kept.delete(oldest);
    return answer;
  }
}
