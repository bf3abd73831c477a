import type { Decider, DomainEvent } from '@bofu/kernel';

/**
 * 单人模式结束: with its first confirmed grant an agency's books are worked on by an office of people, for ever. A
 * stream of its own, so that every act of one person acting for all can be held, in the very append, to there being
 * none yet.
 */
export type OfficeEvent = DomainEvent<'SinglePersonModeEnded', object>;

export type OfficeCommand = { readonly type: 'end-single-person-mode' };

export interface Office {
  readonly singlePersonMode: boolean;
}

export const officeDecider: Decider<Office, OfficeCommand, OfficeEvent> = {
  initial: { singlePersonMode: true },
  decide: ({ singlePersonMode }) => (singlePersonMode ? [{ type: 'SinglePersonModeEnded', data: {} }] : []),
  evolve: () => ({ singlePersonMode: false }),
};
