/** Tells subscriptions of this process that something was committed, so that they need not wait for their next look. */
export class CommitSignal {
  #commits = 0;
  readonly #waiting = new Set<() => void>();

  /** To be read before looking for events, and handed to `after`: a commit in between is then not slept through. */
  get commits(): number {
    return this.#commits;
  }

  ring(): void {
    this.#commits += 1;
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves on the first commit after `seen`, on abort, or when the time is up, whichever comes first. */
  async after(seen: number, signal: AbortSignal, timeoutMs?: number): Promise<void> {
    if (this.#commits !== seen || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = timeoutMs === undefined ? undefined : setTimeout(() => wake(), timeoutMs);
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
