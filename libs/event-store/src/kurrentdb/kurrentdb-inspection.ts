import type { ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import { StoreUnavailable } from '../event-store-errors';
import type { StoreInspection } from '../store-inspection';
import { readAddress, textOf } from './kurrentdb-address';
import { Cluster } from './kurrentdb-cluster';
import type { Connection } from './kurrentdb-connection';
import { CutStreams } from './kurrentdb-cut-streams';
import { failureOf } from './kurrentdb-errors';
import { KurrentDbLog } from './kurrentdb-log';
import { subscriptionRequest } from './kurrentdb-requests';
import { TimedOut } from './within';

const PATIENCE_MS = 10_000;

/** Looks at a server or cluster from where this runs, with the account it is given. */
export async function inspectKurrentDb(url: string): Promise<StoreInspection> {
  const address = readAddress(url);
  const cluster = new Cluster(address);
  try {
    const connection = await cluster.connection(performance.now() + PATIENCE_MS);
    const [serverVersion, members, clockAheadMs, cut] = await Promise.all([
      connection.serverVersion(PATIENCE_MS),
      cluster.members(),
      clockAheadOf(connection),
      new CutStreams(new KurrentDbLog(cluster, PATIENCE_MS)).all(),
    ]);
    return {
      serverVersion,
      leader: textOf(connection.endpoint),
      members: members.map((member) => ({ at: textOf(member), isAlive: member.isAlive })),
      named: address.seeds.map(textOf),
      clockAheadMs,
      cut,
    };
  } finally {
    cluster.close();
  }
}

/** Who follows from the end is told at once that it has caught up, with the server's time: which takes the right on `$all`. */
function clockAheadOf(connection: Connection): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const began = Date.now();
    const call = connection.read(subscriptionRequest('end'));
    const late = setTimeout(() => end(new StoreUnavailable(new TimedOut(PATIENCE_MS))), PATIENCE_MS);
    const end = (found: number | Error | null): void => {
      clearTimeout(late);
      if (found instanceof Error) reject(found);
      else resolve(found);
      call.cancel();
    };
    call.on('data', (message: ReadResp) => {
      if (!message.hasCaughtUp()) return;
      const at = message.getCaughtUp()?.getTimestamp()?.toDate().getTime();
      end(at === undefined ? null : at - (began + Date.now()) / 2);
    });
    call.on('error', (error) => {
      const failure = failureOf(error);
      end(failure.kind === 'final' ? failure.error : new StoreUnavailable(error));
    });
  });
}
