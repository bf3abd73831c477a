import type { BusinessDate, Decider, DomainEvent } from '@bofu/kernel';

/**
 * 登录记录封存: what the sign-in log was at the end of a day. Strangers write in the log, so it is no event; its digest
 * is one a day, and holds every line before it.
 */
export type SealedLogEvent = DomainEvent<
  'SignInLogSealed',
  {
    readonly day: BusinessDate;
    /** The number of its last line. */
    readonly line: string;
    /** That line's hash, made of its content and the hash of the line before. */
    readonly hash: string;
  }
>;

export type SealedLogCommand = {
  readonly type: 'seal-sign-in-log';
  readonly day: BusinessDate;
  readonly line: string;
  readonly hash: string;
};

export interface SealedLog {
  readonly sealedUntil: BusinessDate | null;
}

export const sealedLogDecider: Decider<SealedLog, SealedLogCommand, SealedLogEvent> = {
  initial: { sealedUntil: null },
  decide: ({ sealedUntil }, { day, line, hash }) =>
    sealedUntil !== null && day <= sealedUntil ? [] : [{ type: 'SignInLogSealed', data: { day, line, hash } }],
  evolve: (_log, { data }) => ({ sealedUntil: data.day }),
};
