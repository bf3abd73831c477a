import type { Actor } from './acting-person';
import type { Command, Reply } from './command';
import { outcomeOf } from './outcome';
import type { PendingAct, PendingActs } from './pending-acts';
import type { Problem } from './problem';

/** Why an outcome is not known yet. */
export type Doubt = 'answer-lost' | 'in-progress' | 'server-trouble' | 'page-read-anew';

export type ActState =
  /** Nothing is under way: what stands in the form may be changed and recorded. */
  | { readonly kind: 'open' }
  /** The first answer is awaited. */
  | { readonly kind: 'sending'; readonly act: PendingAct }
  /** Whether it is recorded is not known; it is asked for again under its key until an answer says. */
  | { readonly kind: 'asking'; readonly act: PendingAct; readonly doubt: Doubt; readonly asked: number }
  | { readonly kind: 'recorded'; readonly act: PendingAct; readonly answer: unknown }
  /** A try of this act is on record, with something else in it than what was asked last. */
  | { readonly kind: 'on-record'; readonly act: PendingAct; readonly problem: Problem }
  /** Proven not to be recorded: it may be changed and tried again, which is another act. */
  | { readonly kind: 'refused'; readonly act: PendingAct; readonly problem: Problem };

/** What an act needs of the world. */
export interface Surroundings {
  readonly pending: Pick<PendingActs, 'keep' | 'drop'>;
  readonly send: (act: PendingAct) => Promise<Reply>;
  readonly after: (milliseconds: number, run: () => void) => void;
  readonly newKey: () => string;
  readonly now: () => string;
  /** Once there is an answer, and before it is told: the figures beside it are read anew. */
  readonly answered: () => Promise<void>;
}

export interface Pressed {
  readonly about: string;
  readonly address: string;
  readonly actor: Actor;
  readonly command: Command;
  readonly entered: object;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;
const LONGEST_ASKED_FOR_MS = 60_000;
/** Figures that do not come must not hold back what is known. */
const FIGURES_AWAITED_MS = 5_000;

/** How long to wait before the n-th repeat: as the server asks, or longer each time up to a bound. */
const pauseBefore = (repeat: number, reply: Reply): number =>
  reply.kind === 'problem' && reply.retryAfterSeconds !== null
    ? Math.min(Math.max(reply.retryAfterSeconds * 1_000, FIRST_PAUSE_MS), LONGEST_ASKED_FOR_MS)
    : Math.min(FIRST_PAUSE_MS * 2 ** (repeat - 1), LONGEST_PAUSE_MS);

/**
 * One form's acts of recording, one at a time. A key is made by a press while nothing is under way, and by nothing else:
 * as long as an outcome is not known, or known to be on record, every press leads to the act that is there already.
 */
export class ActOfRecording {
  private current: ActState = { kind: 'open' };
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly form: string,
    private readonly world: Surroundings,
    kept?: PendingAct,
  ) {
    if (kept === undefined) return;
    this.current = { kind: 'asking', act: kept, doubt: 'page-read-anew', asked: 0 };
    void this.ask(kept, 1);
  }

  get state(): ActState {
    return this.current;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  press(pressed: Pressed): void {
    if (this.current.kind !== 'open' && this.current.kind !== 'refused') return;
    const act = { form: this.form, key: this.world.newKey(), startedAt: this.world.now(), ...pressed };
    // Before it is sent: whoever reads the page anew in the next moment finds it.
    this.world.pending.keep(act);
    this.become({ kind: 'sending', act });
    void this.ask(act, 0);
  }

  /** The person at the screen knows that it is recorded; what follows on the page is another act. */
  close(): void {
    if (this.current.kind !== 'recorded' && this.current.kind !== 'on-record' && this.current.kind !== 'refused')
      return;
    this.world.pending.drop(this.current.act);
    this.become({ kind: 'open' });
  }

  private async ask(act: PendingAct, repeat: number): Promise<void> {
    const reply = await this.world.send(act);
    const outcome = outcomeOf(reply);
    if (outcome === 'unknown') {
      this.become({ kind: 'asking', act, doubt: doubtOf(reply), asked: repeat });
      this.world.after(pauseBefore(repeat + 1, reply), () => void this.ask(act, repeat + 1));
      return;
    }
    if (outcome === 'not-recorded') this.world.pending.drop(act);
    await Promise.race([
      this.world.answered(),
      new Promise<void>((resolve) => this.world.after(FIGURES_AWAITED_MS, resolve)),
    ]);
    if (reply.kind === 'done') this.become({ kind: 'recorded', act, answer: reply.answer });
    else if (reply.kind === 'problem')
      this.become({ kind: outcome === 'on-record' ? 'on-record' : 'refused', act, problem: reply.problem });
  }

  private become(state: ActState): void {
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}

function doubtOf(reply: Reply): Doubt {
  if (reply.kind !== 'problem') return 'answer-lost';
  return reply.problem.code === 'request-in-progress' ? 'in-progress' : 'server-trouble';
}
