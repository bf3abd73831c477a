import { alertAggregate, alertCodec } from '@bofu/alerts';
import { derivedId, categoryOf, idOf, type EventStore, type Position, type RecordedEvent } from '@bofu/event-store';
import type { Directory } from '@bofu/access';
import { parseBusinessDate } from '@bofu/kernel';
import { paymentAggregate, paymentCodec } from '@bofu/payment';
import type { Database, Sql } from '@bofu/read-model';
import { ACCOUNT_CHANGES, type AccountChange, type MailContent } from '../domain/content';
import { reachableByMail } from '../mail/mail-addresses';
import { endpointsToTell } from '../webhook/endpoints';
import { addMessages, type NewMessage } from './outbox';

export interface GatherParts {
  readonly store: EventStore;
  /** The durable one. */
  readonly database: Database;
  readonly directory: Directory;
  /** What an event is called. */
  readonly wordFor: (event: RecordedEvent) => string;
  /** RFC 3339. */
  readonly now: () => string;
  readonly mail: boolean;
  readonly webhooks: boolean;
}

/** What happened longer ago is told to nobody: after a pause of weeks it is found on the screens. */
const LATEST_HOURS = 72;
const LINES_AT_ONCE = 200;

type Told = { readonly personId: string; readonly content: MailContent; readonly key: string; readonly dueAt: string };

/**
 * Makes messages of what the store and the sign-in log have recorded since the last time, and moves on in the same
 * transaction: nothing is lost where a process ends half-way, and nothing is made twice. Begins with what comes after
 * it was first switched on.
 */
export async function gather(parts: GatherParts): Promise<void> {
  await gatherEvents(parts);
  if (parts.mail) await gatherSignInLog(parts);
}

async function gatherEvents(parts: GatherParts): Promise<void> {
  const { store, database } = parts;
  const start = await reachedIn(database, 'events', async () => (await store.head()) ?? '');
  let reached = start;
  for await (const batch of store.readAll(reached === '' ? {} : { after: reached as Position })) {
    const messages: NewMessage[] = [];
    for (const event of batch.events) if (isRecent(event, parts.now())) messages.push(...(await madeOf(parts, event)));
    if (!(await moveOn(database, 'events', reached, batch.position, messages, parts.now()))) return;
    reached = batch.position;
  }
}

/** What is made of one event: mail for people, and word to every program. */
async function madeOf(parts: GatherParts, event: RecordedEvent): Promise<NewMessage[]> {
  const at = event.metadata['recordedAt'] ?? parts.now();
  const mails = parts.mail ? await mailsOf(parts, event) : [];
  const words = parts.webhooks ? await endpointsToTell(parts.database) : [];
  return [
    ...(await reachable(parts.database, mails)),
    ...words.map((endpointId): NewMessage => {
      const subjectId = idOf(event.stream);
      const data = { position: event.position, eventId: event.id, agencyId: event.agency, subjectId };
      return {
        ...{ messageId: derivedId('webhook', endpointId, event.id), channel: 'webhook', recipient: endpointId },
        ...{ content: { about: event.type, word: parts.wordFor(event), timestamp: at, data }, dueAt: parts.now() },
      };
    }),
  ];
}

async function reachable(database: Sql, told: readonly Told[]): Promise<NewMessage[]> {
  if (told.length === 0) return [];
  const withMail = await reachableByMail(
    database,
    told.map(({ personId }) => personId),
  );
  return told
    .filter(({ personId }) => withMail.has(personId))
    .map(({ personId, content, key, dueAt }) => ({
      ...{ messageId: derivedId('mail', personId, content.about, key), channel: 'mail', recipient: personId },
      ...{ content, dueAt },
    }));
}

/** Nobody is told of what she did herself. */
async function mailsOf(parts: GatherParts, event: RecordedEvent): Promise<Told[]> {
  const category = categoryOf(event.stream);
  if (category === 'alert') return alertMails(parts, event);
  return category === 'payment' ? paymentMails(parts, event) : [];
}

async function alertMails({ store, now }: GatherParts, event: RecordedEvent): Promise<Told[]> {
  const { type, data } = alertCodec.decode(event);
  const told = (personId: string, about: 'alert-assigned' | 'alert-escalated'): Told[] => [
    { personId, content: { about, alertId: data.alertId }, key: event.id, dueAt: now() },
  ];
  if (type === 'AlertAssigned' && data.assigneeId !== data.by.personId) return told(data.assigneeId, 'alert-assigned');
  if (type !== 'AlertEscalated') return [];
  const { events } = await store.readStream(alertAggregate(data.alertId).stream);
  const assigned = events.map((each) => alertCodec.decode(each)).findLast((each) => each.type === 'AlertAssigned');
  return assigned?.type === 'AlertAssigned' ? told(assigned.data.assigneeId, 'alert-escalated') : [];
}

/** What makes it somebody's turn, whoever that is. */
const MAKES_IT_WAIT: readonly string[] = [
  'PaymentSubmitted',
  'PaymentReviewed',
  'PaymentApproved',
  'PaymentSecondApproved',
  'PaymentWithdrawalRequested',
  'PaymentReversalRequested',
  'PaymentReclassificationRequested',
];
const SIGNING_POSTS: readonly string[] = ['reviewer', 'approver', 'supervisor', 'cashier'];
const CAME_BACK: readonly string[] = ['PaymentSentBack', 'PaymentReturnedByBank', 'PaymentRefused'];

async function paymentMails(parts: GatherParts, event: RecordedEvent): Promise<Told[]> {
  const { type, data } = paymentCodec.decode(event);
  if (MAKES_IT_WAIT.includes(type)) return waitingMails(parts, data.agencyId, data.by.personId);
  if (!CAME_BACK.includes(type)) return [];
  const paymentId = idOf(event.stream);
  const [first] = (await parts.store.readStream(paymentAggregate(paymentId).stream, { limit: 1 })).events;
  const clerk = first === undefined ? null : paymentCodec.decode(first).data.by.personId;
  if (clerk === null || clerk === data.by.personId) return [];
  return [{ personId: clerk, content: { about: 'payment-came-back', paymentId }, key: event.id, dueAt: parts.now() }];
}

/** One an hour for each who might be next, at the hour's end: how many there are then is asked when it is sent. */
function waitingMails({ directory, now }: GatherParts, agencyId: string, by: string): Told[] {
  const instant = now();
  const hour = Math.floor(Date.parse(instant) / 3_600_000) + 1;
  const dueAt = new Date(hour * 3_600_000).toISOString();
  const day = parseBusinessDate(instant.slice(0, 10));
  const holders = directory
    .grants()
    .map(({ personId }) => personId)
    .filter((personId, at, all) => personId !== by && all.indexOf(personId) === at)
    .filter((personId) =>
      directory.rightsOf(personId, day).some(({ post, onAgencyId }) => {
        if (!SIGNING_POSTS.includes(post)) return false;
        const home = onAgencyId ?? '';
        return home === agencyId || (post === 'supervisor' && directory.scopeOf(home, day).includes(agencyId));
      }),
    );
  return holders.map((personId) => ({ personId, content: { about: 'waiting' }, key: String(hour), dueAt }));
}

/** Its lines are written one after the other: whoever has read n has read all before. */
async function gatherSignInLog({ database, now }: GatherParts): Promise<void> {
  const newest = async () => {
    const [last] = await database.query<{ n: string }[]>('select coalesce(max(n), 0)::text as n from sign_in.log');
    return last?.n ?? '0';
  };
  let reached = await reachedIn(database, 'sign-in-log', newest);
  for (;;) {
    const lines = await database.query<{ n: string; at: string; kind: string; personId: string | null }[]>(
      `select n::text as n, at, kind, person_id as "personId" from sign_in.log l
       where l.n > $1 order by l.n limit $2`,
      [reached, LINES_AT_ONCE],
    );
    const last = lines.at(-1);
    if (last === undefined) return;
    const told = lines.flatMap(({ n, at, kind, personId }): Told[] => {
      const what = ACCOUNT_CHANGES.find((each: AccountChange) => each === kind);
      if (what === undefined || personId === null || Date.parse(now()) - Date.parse(at) > LATEST_HOURS * 3_600_000)
        return [];
      return [{ personId, content: { about: 'account', what, at }, key: n, dueAt: now() }];
    });
    const messages = await reachable(database, told);
    if (!(await moveOn(database, 'sign-in-log', reached, last.n, messages, now()))) return;
    reached = last.n;
  }
}

const isRecent = ({ metadata }: RecordedEvent, now: string): boolean =>
  Date.parse(now) - Date.parse(metadata['recordedAt'] ?? now) <= LATEST_HOURS * 3_600_000;

async function reachedIn(database: Database, source: string, first: () => Promise<string>): Promise<string> {
  const find = async () => {
    const [found] = await database.query<{ reached: string }[]>(
      'select reached from notice.progress where source = $1',
      [source],
    );
    return found?.reached;
  };
  const found = await find();
  if (found !== undefined) return found;
  const insert = 'insert into notice.progress (source, reached) values ($1, $2) on conflict (source) do nothing';
  await database.query(insert, [source, await first()]);
  return (await find()) ?? '';
}

/** Whether it was ours to move: of two processes one finds it moved already. */
function moveOn(
  database: Database,
  source: string,
  from: string,
  to: string,
  messages: readonly NewMessage[],
  at: string,
): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const [, moved] = await transaction.query<[unknown, number]>(
      'update notice.progress set reached = $3 where source = $1 and reached = $2',
      [source, from, to],
    );
    if (moved === 1) await addMessages(transaction, messages, at);
    return moved === 1;
  });
}
