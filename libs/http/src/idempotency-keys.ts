/** An answer as it was given, to be given again. */
export interface StoredAnswer {
  readonly status: number;
  /** Those that belong to the answer: `etag`, `location`, … */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text, `null` for an empty answer. */
  readonly body: string | null;
}

export interface Claimant {
  readonly commandId: string;
  readonly fingerprint: string;
  /** The acting person's id. */
  readonly actor: string;
  /** Method and route, e.g. `POST /v1/appropriations/:id/freezes`. */
  readonly operation: string;
}

/** `mine`: carry it out, as the n-th attempt. `answered`: it has been. `running`: it is being. `reused`: another request. */
export type Claim =
  | { readonly kind: 'mine'; readonly attempt: number }
  | { readonly kind: 'answered'; readonly answer: StoredAnswer }
  | { readonly kind: 'running'; readonly since: Date }
  | { readonly kind: 'reused' };

/**
 * Remembers which command was asked and how it was answered.
 *
 * Only successes are kept, and those for 90 days. A refusal is about the moment (funds that are short today may come
 * tomorrow) and must be decided anew when the clerk tries again with the same form; our own trouble says nothing about
 * the command at all. Neither can hide an effect: what a command recorded is found by its id in the event store, whose
 * answer is the last word. So losing this table would lose the comfort of equal answers, never the promise of one effect.
 */
export abstract class IdempotencyKeys {
  abstract claim(claimant: Claimant): Promise<Claim>;
  abstract keep(commandId: string, attempt: number, answer: StoredAnswer): Promise<void>;
  abstract release(commandId: string, attempt: number): Promise<void>;
  /** An answer that no longer holds: what it speaks of is not in the event store. */
  abstract forget(commandId: string, answer: StoredAnswer): Promise<void>;
}
