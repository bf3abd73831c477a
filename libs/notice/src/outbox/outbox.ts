import type { Database, Sql } from '@bofu/read-model';
import type { MailContent } from '../domain/content';
import type { WebhookContent } from '../domain/webhook';
import { refuse } from '../notice-refusals';

export type Message = { readonly messageId: string; readonly recipient: string; readonly tries: number } & (
  | { readonly channel: 'mail'; readonly content: MailContent }
  | { readonly channel: 'webhook'; readonly content: WebhookContent }
);
export type NewMessage = Omit<Message, 'tries'> & { readonly dueAt: string };

/** How long whoever took a message has to send it; after that another may, and whoever gets both knows them by their id. */
const CLAIMED_SECONDS = 120;
/** 1, 2, 4 … minutes, then every four hours: given up after about two days. */
export const MOST_TRIES = 18;
const LONGEST_PAUSE_MINUTES = 240;

/** Adds what is not there yet: the same occasion makes the same id, however often it is looked at. */
export async function addMessages(transaction: Sql, messages: readonly NewMessage[], at: string): Promise<void> {
  for (const { messageId, channel, recipient, content, dueAt } of messages)
    await transaction.query(
      `insert into notice.message (message_id, channel, recipient, content, made_at, due_at)
       values ($1, $2, $3, $4, $5, $6) on conflict (message_id) do nothing`,
      [messageId, channel, recipient, JSON.stringify(content), at, dueAt],
    );
}

/** Takes some that are due; one that was taken and never settled is taken again. */
export async function claimMessages(database: Database, at: string, limit: number): Promise<readonly Message[]> {
  const [claimed] = await database.query<[Message[], number]>(
    `update notice.message m
     set claimed_until = $1::timestamptz + make_interval(secs => $2), tries = m.tries + 1
     where m.message_id in (
       select message_id from notice.message
       where settled_at is null and due_at <= $1 and (claimed_until is null or claimed_until <= $1)
       order by due_at limit $3 for update skip locked)
     returning m.message_id as "messageId", m.channel, m.recipient, m.content, m.tries`,
    [at, CLAIMED_SECONDS, limit],
  );
  return claimed;
}

export async function settle(
  database: Database,
  messageId: string,
  outcome: 'sent' | 'given-up' | 'nothing-to-say',
  at: string,
): Promise<void> {
  await database.query(
    `update notice.message set settled_at = $3, outcome = $2, claimed_until = null
     where message_id = $1 and settled_at is null`,
    [messageId, outcome, at],
  );
}

/** @param error a code, never what a server said: that may name people */
export async function tryAgainLater(
  database: Database,
  { messageId, tries }: Message,
  error: string,
  at: string,
  forGood = false,
): Promise<'later' | 'given-up'> {
  const givenUp = forGood || tries >= MOST_TRIES;
  const minutes = Math.min(2 ** (tries - 1), LONGEST_PAUSE_MINUTES);
  await database.query(
    `update notice.message
     set last_error = $2, claimed_until = null, due_at = $3::timestamptz + make_interval(mins => $4),
       settled_at = case when $5 then $3::timestamptz end, outcome = case when $5 then 'given-up' end
     where message_id = $1 and settled_at is null`,
    [messageId, error, at, minutes, givenUp],
  );
  return givenUp ? 'given-up' : 'later';
}

/**
 * Sends it at the next look, from the first try on, whether it waits or was given up; what is done with already stays so.
 * Throws Refusal `notice-not-found`, `notice-settled`.
 */
export async function sendAgain(transaction: Sql, messageId: string, at: string): Promise<void> {
  const [, changed] = await transaction.query<[unknown, number]>(
    `update notice.message set settled_at = null, outcome = null, claimed_until = null, tries = 0, due_at = $2
     where message_id = $1 and (outcome is null or outcome = 'given-up')`,
    [messageId, at],
  );
  if (changed === 1) return;
  const [found] = await transaction.query<unknown[]>('select 1 from notice.message where message_id = $1', [messageId]);
  refuse(found === undefined ? 'notice-not-found' : 'notice-settled', { messageId });
}

export interface OutboxLine {
  readonly messageId: string;
  readonly channel: 'mail' | 'webhook';
  readonly recipient: string;
  readonly about: string;
  readonly word: string | null;
  readonly madeAt: Date;
  readonly dueAt: Date;
  readonly tries: number;
  readonly lastError: string | null;
  readonly settledAt: Date | null;
  readonly outcome: 'sent' | 'given-up' | 'nothing-to-say' | null;
}

/** The newest first; those given up before the rest. */
export const listMessages = (database: Database, limit: number): Promise<OutboxLine[]> =>
  database.query(
    `select message_id as "messageId", channel, recipient, content ->> 'about' as about,
            content ->> 'word' as word, made_at as "madeAt",
            due_at as "dueAt", tries, last_error as "lastError", settled_at as "settledAt", outcome
     from notice.message order by outcome is not distinct from 'given-up' desc, made_at desc limit $1`,
    [limit],
  );
