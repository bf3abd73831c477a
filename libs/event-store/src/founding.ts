import { fold } from '@bofu/kernel';
import { codecOf } from './codec';
import { installationDecider, type Installation, type InstallationEvent } from './domain/installation';
import { dataOf, text } from './event-data';
import { derivedId } from './event-identity';
import { streamId, type EventStore, type RecordedEvent } from './event-store';
import { StoreOfAnotherShape } from './event-store-errors';
import { runDecision } from './run-decision';

/** One stream for all, so that of several who found at once one wins. The id that is random stands in the event. */
const FOUNDING = streamId('installation', derivedId('installation'));

export const installationCodec = codecOf<InstallationEvent>({
  InstallationFounded: { parse: dataOf({ installationId: text, rootAgencyId: text, eventsDigest: text }) },
});

/**
 * Founds the installation in a store that is empty, and reads in any other who founded it.
 *
 * @param proposed counts only where the store is empty, but for the digest: a store of other shapes is refused
 * @throws StoreOfAnotherShape where the store begins with another event, or its events have other shapes
 */
export async function openInstallation(
  store: EventStore,
  { recordedAt, ...proposed }: Installation & { readonly recordedAt: string },
): Promise<Installation> {
  if ((await store.head()) === null) await found(store, proposed, recordedAt);
  const first = await firstEvent(store);
  if (first?.stream !== FOUNDING) throw new StoreOfAnotherShape(`第一条事件是 ${first?.type ?? '空'}`);
  const founded = fold(installationDecider, [installationCodec.decode(first)]);
  if (founded?.eventsDigest !== proposed.eventsDigest)
    throw new StoreOfAnotherShape(
      `事件格式为 ${(founded?.eventsDigest ?? '').slice(0, 8)}，本程序为 ${proposed.eventsDigest.slice(0, 8)}`,
    );
  return founded;
}

async function found(store: EventStore, proposed: Installation, recordedAt: string): Promise<void> {
  const { installationId, rootAgencyId } = proposed;
  await runDecision(
    store,
    {
      commandId: installationId,
      agencyId: rootAgencyId,
      // The program itself: nobody is on record yet who could act.
      by: { personId: installationId, post: 'service', delegationId: null, channel: 'service', mode: 'single-person' },
      recordedAt,
    },
    { stream: FOUNDING, decider: installationDecider, codec: installationCodec, agencyId: null },
    { type: 'found-installation', ...proposed },
  );
}

async function firstEvent(store: EventStore): Promise<RecordedEvent | null> {
  for await (const { events } of store.readAll({ batchSize: 1 })) if (events[0]) return events[0];
  return null;
}
