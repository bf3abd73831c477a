import type { EventStream } from '@bofu/http';
import type { SignIn } from '@bofu/sign-in';
import { inFull } from '@bofu/kernel';
import { heardBy, TOPICS, type Reach } from '../domain/change';
import { refuse } from '../notice-refusals';
import type { LiveChanges, Told } from './live-changes';

/** One browser listens once, whatever it has open; the rest is for a second machine and links just lost. */
export const STREAMS_OF_ONE = 6;
const LOOK_EVERY_MS = 1_000;
/** The same word again: a link that is silent for much longer is lost. */
const BEAT_EVERY_MS = 15_000;

/** Whose stream it is, and how to see that she may listen still. */
export interface Listener {
  /** The person's, or an address where nobody has signed in. */
  readonly whose: string;
  readonly sessionId: string | null;
  readonly token: string | null;
  readonly reach: Reach;
  /** What her rights are, as one text: another one ends the stream, and she comes back under the new ones. */
  readonly standing: () => string;
}

interface Open {
  readonly listener: Listener;
  readonly stream: EventStream;
  readonly standing: string;
  readonly end: (why: 'session' | 'rights' | 'stopping') => void;
}

/** 实时通知: the streams that are open in this process, each ended within a second of the session or right it stands on. */
export class Listeners {
  readonly #open = new Set<Open>();
  readonly #timers: readonly NodeJS.Timeout[];
  #stopped = false;
  #looking = false;

  constructor(
    private readonly changes: LiveChanges,
    private readonly signIn: Pick<SignIn, 'openAmong' | 'personOfToken'>,
    private readonly log: (message: string) => void,
  ) {
    this.#timers = [
      setInterval(() => void this.#look(), LOOK_EVERY_MS),
      setInterval(() => this.#beat(), BEAT_EVERY_MS),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  /** Throws Refusal `too-many-streams`. */
  requireRoom(whose: string): void {
    const already = [...this.#open].filter(({ listener }) => listener.whose === whose).length;
    if (already >= STREAMS_OF_ONE) refuse('too-many-streams', { most: STREAMS_OF_ONE });
  }

  /** @param after what the browser heard last; `null` where it has heard nothing yet */
  async add(listener: Listener, stream: EventStream, after: string | null): Promise<void> {
    let said: string | null = null;
    const held: Told[] = [];
    let replaying = true;
    const say = ({ position, changes }: Told) => {
      if (said !== null && position <= said) return;
      said = position;
      const changed = changes === null ? TOPICS : heardBy(listener.reach, changes);
      stream.send({ id: position, event: 'changed', data: { changed } });
    };
    const leave = this.changes.listen((told) => (replaying ? void held.push(told) : say(told)));
    const open: Open = {
      listener,
      stream,
      standing: listener.standing(),
      end: (why) => {
        stream.send({ event: 'ended', data: { why } });
        stream.end();
      },
    };
    this.#open.add(open);
    stream.closed.addEventListener('abort', () => {
      leave();
      this.#open.delete(open);
    });
    if (this.#stopped) return open.end('stopping');
    const now = this.changes.position;
    stream.send({ ...(after === null && now !== null && { id: now }), event: 'listening', data: {} });
    if (after === null) said = now;
    else
      await this.changes.since(after).then(
        (missed) => missed !== null && say(missed),
        (error: unknown) => {
          this.log(`live changes: ${inFull(error)}`);
          stream.end();
        },
      );
    replaying = false;
    for (const told of held.splice(0)) say(told);
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const { end } of this.#open) end('stopping');
  }

  #beat(): void {
    for (const { stream } of this.#open) stream.send({ event: 'beat', data: {} });
  }

  /** One question for all who listen. While the accounts cannot be asked nobody is sent away. */
  async #look(): Promise<void> {
    if (this.#looking || this.#open.size === 0) return;
    this.#looking = true;
    try {
      const all = [...this.#open];
      const sessions = all.flatMap(({ listener }) => listener.sessionId ?? []);
      const stillOpen = sessions.length === 0 ? new Set<string>() : await this.signIn.openAmong(sessions);
      for (const { listener, standing, end } of all) {
        const { sessionId, token } = listener;
        const over =
          (sessionId !== null && !stillOpen.has(sessionId)) ||
          (token !== null && (await this.signIn.personOfToken(token)) === null);
        if (over) end('session');
        else if (listener.standing() !== standing) end('rights');
      }
    } catch (error) {
      this.log(`live changes: ${inFull(error)}`);
    } finally {
      this.#looking = false;
    }
  }
}
