import type { Database } from '@bofu/read-model';
import { wordsOf } from '../domain/content';
import { issueConfirmation, mailAddressOf } from '../mail/mail-addresses';
import { codeOfMailError, isRefusedForGood, type SendMail } from '../mail/send-mail';
import type { WebhookSettings } from '../webhook/destination';
import { destinationOf } from '../webhook/endpoints';
import { sendWebhook } from '../webhook/send-webhook';
import { claimMessages, settle, tryAgainLater, type Message } from './outbox';

const AT_ONCE = 20;

export interface DeliverParts {
  readonly database: Database;
  readonly now: () => string;
  readonly origin: string;
  readonly nameOf: (personId: string) => string | null;
  /** How many payments wait for somebody now. */
  readonly waitingFor: (personId: string) => Promise<number>;
  readonly sendMail: SendMail | null;
  readonly webhooks: WebhookSettings | null;
  readonly log: (message: string) => void;
}

/** Sends what is due. Whoever is sent the same twice, after a process ended in between, knows it by its id. */
export async function deliver(parts: DeliverParts): Promise<void> {
  for (;;) {
    const claimed = await claimMessages(parts.database, parts.now(), AT_ONCE);
    for (const message of claimed) await deliverOne(parts, message);
    if (claimed.length < AT_ONCE) return;
  }
}

async function deliverOne(parts: DeliverParts, message: Message): Promise<void> {
  const { database, now, log } = parts;
  const { messageId, channel } = message;
  try {
    const outcome = channel === 'mail' ? await mail(parts, message) : await webhook(parts, message);
    await settle(database, messageId, outcome, now());
  } catch (error) {
    const code = channel === 'mail' ? codeOfMailError(error) : codeOf(error);
    const forGood = channel === 'mail' && isRefusedForGood(error);
    const next = await tryAgainLater(database, message, code, now(), forGood);
    if (next === 'given-up') log(`通知 ${messageId} 未能送达，不再尝试：${code}`);
  }
}

async function mail(
  parts: DeliverParts,
  { messageId, recipient, content }: Message & { channel: 'mail' },
): Promise<'sent' | 'nothing-to-say'> {
  const { database, sendMail, nameOf, origin } = parts;
  if (sendMail === null) return 'nothing-to-say';
  const confirmation = content.about === 'confirm-address' ? await issueConfirmation(database, recipient) : null;
  const to =
    content.about === 'confirm-address' ? confirmation?.to : (await mailAddressOf(database, recipient)).address;
  const waiting = content.about === 'waiting' ? await parts.waitingFor(recipient) : 0;
  if (to === null || to === undefined || (content.about === 'waiting' && waiting === 0)) return 'nothing-to-say';
  const name = nameOf(recipient) ?? '您好';
  await sendMail(to, messageId, wordsOf(content, { name, origin, waiting, secret: confirmation?.secret ?? '' }));
  return 'sent';
}

async function webhook(
  { database, webhooks, now }: DeliverParts,
  { messageId, recipient, content }: Message & { channel: 'webhook' },
): Promise<'sent' | 'nothing-to-say'> {
  const destination = await destinationOf(database, recipient, now());
  if (destination === null || webhooks === null) return 'nothing-to-say';
  await sendWebhook(destination, { messageId, content }, webhooks, now());
  return 'sent';
}

function codeOf(error: unknown): string {
  const { code, name = 'failed' } = error as { code?: string; name?: string };
  return (code ?? name).slice(0, 60);
}
