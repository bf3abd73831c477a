import { rightsCodec, type GrantFacts } from '@bofu/access';
import type { BusinessDate } from '@bofu/kernel';
import type { NumberedEvent } from '../export/numbered-events';
import { recordedAtOf } from './told-by-events';

/** A grant with what became of it. */
export interface ToldGrant extends GrantFacts {
  readonly personId: string;
  readonly acts: {
    readonly event: NumberedEvent;
    readonly what: GrantAct;
    readonly by: string;
    readonly reason: string;
  }[];
  /** The last day it was held; `null` while it is. */
  heldUntil: BusinessDate | null;
  held: boolean;
}

export type GrantAct = '提出' | '确认' | '不同意' | '收回' | '初始设立';

/** Grants on an agency's books and those of the whole installation, as proposed, confirmed and taken away. */
export function grantsIn(events: readonly NumberedEvent[], agencyId: string): readonly ToldGrant[] {
  const grants = new Map<string, ToldGrant>();
  for (const event of events.filter(rightsCodec.knows)) {
    const { type, data } = rightsCodec.decode(event);
    const { personId, grantId } = data;
    const by = data.by.personId;
    if (type === 'GrantProposed') {
      const { post, onAgencyId, programmeSetId, from, until, delegatorId, reason } = data;
      if (onAgencyId !== null && onAgencyId !== agencyId) continue;
      const facts = { grantId, post, onAgencyId, programmeSetId, from, until, delegatorId, personId };
      grants.set(grantId, { ...facts, acts: [{ event, what: '提出', by, reason }], heldUntil: until, held: false });
      continue;
    }
    if (type === 'AdministratorFounded') {
      const facts = {
        grantId,
        post: 'security-administrator',
        onAgencyId: null,
        programmeSetId: null,
        from: data.from,
        until: null,
      } as const;
      const acts = [{ event, what: '初始设立' as const, by, reason: '' }];
      grants.set(grantId, { ...facts, delegatorId: null, personId, acts, heldUntil: null, held: true });
      continue;
    }
    const grant = grants.get(grantId);
    if (grant === undefined) continue;
    const what = WHAT[type];
    grant.acts.push({ event, what, by, reason: 'reason' in data ? data.reason : '' });
    if (type === 'GrantConfirmed') grant.held = true;
    if (type === 'GrantRevoked') {
      const day = recordedAtOf(event)?.slice(0, 10) as BusinessDate | undefined;
      grant.heldUntil = day ?? grant.heldUntil;
    }
  }
  return [...grants.values()];
}

const WHAT = { GrantConfirmed: '确认', GrantDeclined: '不同意', GrantRevoked: '收回' } as const;
