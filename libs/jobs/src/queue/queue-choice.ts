/** Where wake-ups are kept: the queue itself holds no work that the events do not. */
export type QueueChoice =
  { readonly kind: 'postgres'; readonly url: string } | { readonly kind: 'redis'; readonly url: string };

/** Times of a queue; tests make them short. All in milliseconds unless said otherwise. */
export interface QueueTiming {
  /** Jobs at a time in one process (a number). */
  readonly concurrency: number;
  /** How often a failing job is tried (a number), and the pause before the second try; it doubles each time. */
  readonly attempts: number;
  readonly backoffMs: number;
  /** A worker that shows no sign of life for so long has lost its jobs; looked after every `stalledMs`. */
  readonly lockMs: number;
  readonly stalledMs: number;
  /** How often a job may take its worker down with it before it counts as failed (a number). */
  readonly mostStalls: number;
  /** How often requested jobs the queue has forgotten are put back. */
  readonly sweepMs: number;
  /** How soon a running job notices that it was cancelled. */
  readonly cancelledMs: number;
  /** How long a process that is to end waits for its jobs; the rest is left to the next. */
  readonly closeMs: number;
  /** How long to wait for the queue's server before asking anew. */
  readonly openMs: number;
}

export const QUEUE_TIMING: QueueTiming = {
  concurrency: 2,
  attempts: 4,
  backoffMs: 5_000,
  lockMs: 30_000,
  stalledMs: 30_000,
  mostStalls: 5,
  sweepMs: 60_000,
  cancelledMs: 2_000,
  closeMs: 5_000,
  openMs: 10_000,
};
