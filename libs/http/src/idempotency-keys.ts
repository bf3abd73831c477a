import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** What was asked: a repeat is told from another request under the same key by this (RFC 8785, SHA-256). */
export const fingerprintOf = (request: { url: string; body: unknown }): string =>
  createHash('sha256')
    .update(canonicalize({ url: request.url, body: request.body ?? null }) ?? '')
    .digest('hex');

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
  readonly actor: string;
  /** Method and route, e.g. `POST /v1/appropriations/:id/freezes`. */
  readonly operation: string;
}

/** `mine`: carry it out, as the n-th attempt. `answered`: it has been. `running`: it is being. `reused`: another request. */
export type Claim =
  | { readonly kind: 'mine'; readonly attempt: number }
  | { readonly kind: 'answered'; readonly answer: StoredAnswer }
  | { readonly kind: 'running' }
  | { readonly kind: 'reused' };

/**
 * Remembers which command was asked and how it was answered.
 *
 * Only successes are kept, and those for ever. A refusal is about the moment (funds that are short today may come
 * tomorrow) and must be decided anew when the clerk tries again with the same form; our own trouble says nothing about
 * the command at all. Neither can hide an effect: what a command recorded is found by its id in the event store, whose
 * answer is the last word. So losing this table would lose the comfort of equal answers, never the promise of one effect.
 */
export abstract class IdempotencyKeys {
  abstract claim(claimant: Claimant): Promise<Claim>;
  abstract keep(commandId: string, attempt: number, answer: StoredAnswer): Promise<void>;
  abstract release(commandId: string, attempt: number): Promise<void>;
}
