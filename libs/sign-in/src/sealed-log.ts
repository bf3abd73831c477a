import {
  codecOf,
  eventData,
  runDecision,
  streamId,
  type Aggregate,
  type CommandContext,
  type EventStore,
} from '@bofu/event-store';
import { describing, NOTHING_SAID, type EventDescriber } from '@bofu/event-log';
import type { BusinessDate } from '@bofu/kernel';
import type { Database } from '@bofu/read-model';
import { sealedLogDecider, type SealedLog, type SealedLogCommand, type SealedLogEvent } from './domain/sealed-log';
import { lastLineBy } from './sign-in-log';

const { dataOf, date, text } = eventData;

export const sealedLogCodec = codecOf<SealedLogEvent>({
  SignInLogSealed: { parse: dataOf({ day: date, line: text, hash: text }) },
});

/** The installation's own, whichever agency's morning it is. */
export const sealedLogAggregate = (rootAgencyId: string): Aggregate<SealedLog, SealedLogCommand, SealedLogEvent> => ({
  stream: streamId('signins', rootAgencyId),
  decider: sealedLogDecider,
  codec: sealedLogCodec,
  agencyId: rootAgencyId,
});

/** Records what the log was at the end of a day; answers with its last line, `null` where there was none by then. */
export async function sealSignInLog(
  { store, database, rootAgencyId }: { store: EventStore; database: Database; rootAgencyId: string },
  context: CommandContext,
  day: BusinessDate,
): Promise<{ readonly n: string; readonly hash: string } | null> {
  const last = await lastLineBy(database, day);
  if (last === null) return null;
  const command = { type: 'seal-sign-in-log', day, line: last.n, hash: last.hash } as const;
  await runDecision(store, context, sealedLogAggregate(rootAgencyId), command);
  return last;
}

export const signInEvents: readonly EventDescriber[] = [
  describing('signins', sealedLogCodec, ({ data }) => ({
    ...NOTHING_SAID,
    label: '登录记录封存',
    by: data.by,
    businessDate: data.day,
    details: [`至第 ${data.line} 条`],
  })),
];
