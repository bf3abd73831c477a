import type { Decider, DomainEvent } from '@bofu/kernel';

/** The first event of every store: what follows is a history of its own, whatever its positions are. */
export type InstallationEvent = DomainEvent<'InstallationFounded', Installation>;

export interface Installation {
  readonly installationId: string;
  /** The agency at the root, which events of the whole installation are of. */
  readonly rootAgencyId: string;
  /** The shapes in which everything after is recorded: SHA-256 over the examples of all events. */
  readonly eventsDigest: string;
}

export interface InstallationCommand extends Installation {
  readonly type: 'found-installation';
}

export const installationDecider: Decider<Installation | null, InstallationCommand, InstallationEvent> = {
  initial: null,
  decide: (founded, { type: _command, ...data }) => (founded ? [] : [{ type: 'InstallationFounded', data }]),
  evolve: (_founded, { data: { installationId, rootAgencyId, eventsDigest } }) => ({
    installationId,
    rootAgencyId,
    eventsDigest,
  }),
};
