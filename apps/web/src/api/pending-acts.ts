import type { Actor } from './acting-person';
import type { Command } from './command';

/** An act of recording whose outcome nobody at the screen has seen yet. */
export interface PendingAct {
  /** Which form it was pressed in. */
  readonly form: string;
  /** What it is, for the person at the screen. */
  readonly about: string;
  /** Where its form stands. */
  readonly address: string;
  readonly key: string;
  /** Part of what the key belongs to: the same key in another name would be another act. */
  readonly actor: Actor;
  readonly command: Command;
  /** What stood in the form, to stand there again. */
  readonly entered: object;
  readonly startedAt: string;
}

const PLACE = 'bofu.pending';

/** In this tab's own storage, so that reading the page anew asks on. Where nothing can be kept, only that is lost. */
export class PendingActs {
  constructor(private readonly storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {}

  all(): readonly PendingAct[] {
    try {
      const kept: unknown = JSON.parse(this.storage().getItem(PLACE) ?? '[]');
      return Array.isArray(kept) ? kept.filter(isPendingAct) : [];
    } catch {
      return [];
    }
  }

  keep(act: PendingAct): void {
    this.write([...this.all().filter(({ form }) => form !== act.form), act]);
  }

  drop({ key }: PendingAct): void {
    this.write(this.all().filter((act) => act.key !== key));
  }

  private write(acts: readonly PendingAct[]): void {
    try {
      if (acts.length === 0) this.storage().removeItem(PLACE);
      else this.storage().setItem(PLACE, JSON.stringify(acts));
    } catch {
      // As above.
    }
  }
}

const isPendingAct = (kept: unknown): kept is PendingAct =>
  typeof kept === 'object' &&
  kept !== null &&
  ['form', 'about', 'address', 'key', 'startedAt'].every(
    (name) => typeof (kept as Record<string, unknown>)[name] === 'string',
  ) &&
  ['command', 'entered', 'actor'].every((name) => typeof (kept as Record<string, unknown>)[name] === 'object');
