import type { CutStream } from './event-store';

/** What is to be known of a store that is a server of its own, for whoever runs it. */
export interface StoreInspection {
  readonly serverVersion: string;
  /** `host:port` of the node that is written to and read from. */
  readonly leader: string;
  readonly members: readonly { readonly at: string; readonly isAlive: boolean }[];
  /** The nodes that the connection string names. */
  readonly named: readonly string[];
  /** How far the server's clock is ahead of this machine's; `null` where it does not say. */
  readonly clockAheadMs: number | null;
  readonly cut: readonly CutStream[];
}
