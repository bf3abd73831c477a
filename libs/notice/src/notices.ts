import { setTimeout as delay } from 'node:timers/promises';
import { inFull } from '@bofu/kernel';
import { deliver, type DeliverParts } from './outbox/deliver';
import { gather, type GatherParts } from './outbox/gather';

const LOOK_EVERY_MS = 2_000;

export type NoticesParts = Omit<GatherParts, 'mail' | 'webhooks'> & DeliverParts;

/** 通知: makes messages of what is recorded and sends them, as long as it runs; any number of processes may. */
export class Notices {
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #started = false;

  constructor(private readonly parts: NoticesParts) {}

  get byMail(): boolean {
    return this.parts.sendMail !== null;
  }

  start(): void {
    if (this.#started || (this.parts.sendMail === null && this.parts.webhooks === null)) return;
    this.#started = true;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Once: what is new, and what is due. */
  async once(): Promise<void> {
    const { sendMail, webhooks } = this.parts;
    await gather({ ...this.parts, mail: sendMail !== null, webhooks: webhooks !== null });
    await deliver(this.parts);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.once().catch((error: unknown) => this.parts.log(`notices: ${inFull(error)}`));
      await delay(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
