import { unreachable, type BusinessDate, type By, type Decider, type DomainEvent } from '@bofu/kernel';
import type { PersonKind } from './person';
import {
  incompatible,
  isAdministration,
  isForServices,
  isOverMoney,
  isOversight,
  type HumanPost,
  type Rules,
} from './posts';
import { refuse } from './refusals';

/**
 * The rights of one person, as a history: proposed by a security administrator, confirmed by another (in a small office
 * also by who oversees it), taken away by one. What one person may hold together is decided here, where all she holds stands side by side.
 */

/** A post on an agency's books, from a day on. */
export interface GrantFacts {
  readonly grantId: string;
  readonly post: HumanPost;
  /** `null` for the administrators, who are the installation's. */
  readonly onAgencyId: string | null;
  /** 项目组 it is limited to; `null` for all programmes of the agency. */
  readonly programmeSetId: string | null;
  readonly from: BusinessDate;
  /** The last day; `null` until it is taken away. */
  readonly until: BusinessDate | null;
  /** Whose post it is, where it is held in her stead; `null` in one's own right. */
  readonly delegatorId: string | null;
}

interface Settling {
  /** 小单位模式 is in force where the grant is, and whoever acts oversees that agency: by her post here, or from above. */
  readonly overseesSmallOffice: boolean;
}

interface Named {
  readonly personId: string;
  readonly grantId: string;
}

export type RightsEvent =
  | DomainEvent<'GrantProposed', { readonly personId: string; readonly reason: string } & GrantFacts>
  | DomainEvent<'GrantConfirmed', Named>
  | DomainEvent<'GrantDeclined', Named & { readonly reason: string }>
  | DomainEvent<'GrantRevoked', Named & { readonly reason: string }>
  /** By a one-time link: the first two, and those who take the place of the last who left. `link` numbers them. */
  | DomainEvent<'AdministratorFounded', Named & { readonly from: BusinessDate; readonly link: string }>;

export type RightsCommand =
  | ({
      readonly type: 'propose-grant';
      readonly reason: string;
      readonly kind: PersonKind;
      /** 小单位模式 where the grant is about administrators: one person may hold several of their posts. */
      readonly inSmallOffice: boolean;
      /** Whether two 项目组 of that agency have a programme in common. */
      readonly share: NonNullable<Rules['share']>;
    } & GrantFacts)
  | ({ readonly type: 'confirm-grant'; readonly grantId: string } & Settling)
  | ({ readonly type: 'decline-grant' | 'revoke-grant'; readonly grantId: string; readonly reason: string } & Settling)
  | {
      readonly type: 'found-administrator';
      readonly grantId: string;
      readonly from: BusinessDate;
      readonly link: string;
    };

export interface Grant extends GrantFacts {
  readonly situation: 'proposed' | 'confirmed' | 'declined' | 'revoked';
  readonly reason: string;
  readonly proposedBy: string;
  readonly confirmedBy: string | null;
}

/** By grant, in the order they were proposed. */
export type Rights = ReadonlyMap<string, Grant>;

export const rightsDecider = (personId: string): Decider<Rights, RightsCommand, RightsEvent> => ({
  initial: new Map(),
  decide: (rights, command, by) => decide(personId, rights, command, by),
  evolve,
});

function decide(personId: string, rights: Rights, command: RightsCommand, by: By): readonly RightsEvent[] {
  if (command.type === 'found-administrator') return found(personId, rights, command);
  const seconds = command.type === 'confirm-grant' || command.type === 'decline-grant';
  const oversees = seconds && command.overseesSmallOffice && isOversight(by.post);
  if (by.mode !== 'office' || !(by.post === 'security-administrator' || oversees))
    refuse('grant-needs-security-administrator', {});
  if (command.type === 'propose-grant') return propose(personId, rights, command, by);

  const { grantId } = command;
  const grant = rights.get(grantId) ?? refuse('grant-not-found', { grantId });
  const { situation } = grant;
  switch (command.type) {
    case 'confirm-grant':
      if (situation !== 'proposed') return refuse('grant-settled', { grantId, situation });
      if (by.personId === personId) return refuse('grant-to-oneself', {});
      if (by.personId === grant.proposedBy || by.personId === grant.delegatorId)
        return refuse('grant-needs-second-person', { grantId });
      return [{ type: 'GrantConfirmed', data: { personId, grantId } }];
    case 'decline-grant':
      if (situation !== 'proposed') return refuse('grant-settled', { grantId, situation });
      return [{ type: 'GrantDeclined', data: { personId, grantId, reason: command.reason } }];
    case 'revoke-grant':
      if (situation !== 'confirmed') return refuse('grant-not-in-force', { grantId, situation });
      return [{ type: 'GrantRevoked', data: { personId, grantId, reason: command.reason } }];
    default:
      return unreachable(command);
  }
}

function propose(
  personId: string,
  rights: Rights,
  { kind, reason, inSmallOffice, share, ...command }: RightsCommand & { type: 'propose-grant' },
  by: By,
): readonly RightsEvent[] {
  const { grantId, post, onAgencyId, programmeSetId, from, until, delegatorId } = command;
  if (by.personId === personId) return refuse('grant-to-oneself', {});
  if (kind === 'service' && !isForServices(post)) return refuse('post-not-for-services', { post });
  if (isAdministration(post) !== (onAgencyId === null)) return refuse('post-of-another-scope', { post });
  if (programmeSetId !== null && !isOverMoney(post)) return refuse('programme-set-not-for-post', { post });
  if (until !== null && until < from) return refuse('grant-ends-before-it-begins', { from, until });
  if (post === 'auditor' && until === null) return refuse('grant-undated', { post });
  if (delegatorId !== null) {
    if (isAdministration(post) || delegatorId === personId) return refuse('delegation-impossible', { post });
    if (until === null) return refuse('grant-undated', { post });
  }
  const asked: GrantFacts = { grantId, post, onAgencyId, programmeSetId, from, until, delegatorId };
  requireCompatible(rights, asked, { inSmallOffice, share });
  return [{ type: 'GrantProposed', data: { personId, ...asked, reason } }];
}

function found(
  personId: string,
  rights: Rights,
  { grantId, from, link }: RightsCommand & { type: 'found-administrator' },
): readonly RightsEvent[] {
  requireCompatible(rights, {
    grantId,
    post: 'security-administrator',
    ...{ onAgencyId: null, programmeSetId: null },
    from,
    until: null,
    delegatorId: null,
  });
  return [{ type: 'AdministratorFounded', data: { personId, grantId, from, link } }];
}

/** What is only proposed counts as well: two proposals must not become what neither of them was allowed to be. */
function requireCompatible(rights: Rights, asked: GrantFacts, rules: Rules = {}): void {
  for (const held of rights.values()) {
    if (held.situation === 'declined' || held.situation === 'revoked' || !overlap(held, asked)) continue;
    if (incompatible(held, asked, rules)) refuse('posts-incompatible', { held: held.post, asked: asked.post });
    if (same(held, asked)) refuse('grant-exists', { grantId: held.grantId });
  }
}

const same = (one: GrantFacts, other: GrantFacts): boolean =>
  one.post === other.post &&
  one.onAgencyId === other.onAgencyId &&
  one.programmeSetId === other.programmeSetId &&
  one.delegatorId === other.delegatorId;

/** Whether both are held on one day at least. */
export const overlap = (one: GrantFacts, other: GrantFacts): boolean =>
  (one.until === null || other.from <= one.until) && (other.until === null || one.from <= other.until);

/** Whether several posts of administration are held, or proposed, at one time: what only a small office may have. */
export function holdsSeveralAdministrations(rights: Rights): boolean {
  const grants = [...rights.values()].filter(
    ({ situation, post }) => isAdministration(post) && (situation === 'proposed' || situation === 'confirmed'),
  );
  return grants.some((one) => grants.some((other) => one.post !== other.post && overlap(one, other)));
}

/** Whether it gives its post on that day. */
export const isInForce = ({ situation, from, until }: Grant, day: BusinessDate): boolean =>
  situation === 'confirmed' && from <= day && (until === null || day <= until);

function evolve(rights: Rights, event: RightsEvent, by: By): Rights {
  const { grantId } = event.data;
  switch (event.type) {
    case 'GrantProposed':
      return new Map(rights).set(grantId, {
        ...factsIn(event.data),
        reason: event.data.reason,
        situation: 'proposed',
        proposedBy: by.personId,
        confirmedBy: null,
      });
    case 'AdministratorFounded':
      return new Map(rights).set(grantId, {
        grantId,
        post: 'security-administrator',
        ...{ onAgencyId: null, programmeSetId: null },
        from: event.data.from,
        until: null,
        delegatorId: null,
        reason: '',
        situation: 'confirmed',
        proposedBy: by.personId,
        confirmedBy: null,
      });
    case 'GrantConfirmed':
      return changed(rights, grantId, { situation: 'confirmed', confirmedBy: by.personId });
    case 'GrantDeclined':
      return changed(rights, grantId, { situation: 'declined' });
    case 'GrantRevoked':
      return changed(rights, grantId, { situation: 'revoked' });
    default:
      return unreachable(event);
  }
}

function changed(rights: Rights, grantId: string, change: Partial<Grant>): Rights {
  const grant = rights.get(grantId);
  return grant === undefined ? rights : new Map(rights).set(grantId, { ...grant, ...change });
}

const factsIn = ({ grantId, post, onAgencyId, programmeSetId, from, until, delegatorId }: GrantFacts): GrantFacts => ({
  grantId,
  post,
  onAgencyId,
  programmeSetId,
  from,
  until,
  delegatorId,
});
