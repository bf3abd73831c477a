import { StoreUnavailable } from '@bofu/event-store';
import type { PoisonEvent } from './projection-fault';

export class UnknownProjection extends Error {
  constructor(readonly projection: string) {
    super(`no projection named ${projection}`);
    this.name = 'UnknownProjection';
  }
}

export class RebuildUnderWay extends Error {
  constructor(readonly projection: string) {
    super(`${projection} is being rebuilt already`);
    this.name = 'RebuildUnderWay';
  }
}

/** The new tables could not be filled; the live ones stand as they did. */
export class ProjectionRebuildFailed extends Error {
  constructor(
    readonly projection: string,
    readonly poison: PoisonEvent,
  ) {
    super(`${projection} cannot be rebuilt: ${poison.message}`);
    this.name = 'ProjectionRebuildFailed';
  }
}

/** The checkpoint is not where this process left it: another one leads, or the tables were swapped. Nothing was written. */
export class CheckpointMoved extends Error {
  constructor(readonly projection: string) {
    super(`the checkpoint of ${projection} was moved by somebody else`);
    this.name = 'CheckpointMoved';
  }
}

/** The tables have come further than their checkpoint, or not so far: events would count twice or not at all. */
export class RowsElsewhere extends Error {
  constructor(readonly projection: string) {
    super(`the tables of ${projection} do not stand where its checkpoint says`);
    this.name = 'RowsElsewhere';
  }
}

/** SQLSTATE classes of a database that is away, busy or starting, and not of a wrong statement; errors of the network. */
const OUTAGE_CODE = /^(08|40|53|55|57|58)[0-9A-Z]{3}$|^25P03$|^E(AI_AGAIN|CONN|HOST|NET|NOTFOUND|PIPE|TIMEDOUT)/;
/** The driver gives these no code. */
const OUTAGE_MESSAGE =
  /Connection terminated|Connection ended|not queryable|timeout exceeded when trying to connect|Query read timeout/i;

/** Whether trying the very same thing again later can go well. */
export function isOutage(error: unknown): boolean {
  if (error instanceof StoreUnavailable) return true;
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return (code !== undefined && OUTAGE_CODE.test(String(code))) || OUTAGE_MESSAGE.test(error.message);
}
