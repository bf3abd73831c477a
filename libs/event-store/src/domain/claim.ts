import { refusalsOf, unreachable, type Decider, type DomainEvent } from '@bofu/kernel';

/**
 * A claim: what may exist once is claimed in the append that makes it exist, and given back by an event. Doing a thing
 * twice, at once or a year apart, finds the claim of the first. A claim may be held in parts: the groups of a
 * programme each claim their own regular run of a month, and everybody (`part: null`) collides with each of them; as do
 * the banks that number vouchers.
 */

/** What is claimed. */
export const CLAIM_KINDS = [
  'administrator-link',
  'agency-code',
  'appropriation',
  'attachment',
  'payee-account',
  'payee-code',
  'person-number',
  'programme-code',
  'regular-period',
  'returned-money',
  'same-payment',
  'unit-code',
  'voucher',
] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** The capability that claims says it in its own words. */
export interface ClaimRefusals {
  'claimed-already': { kind: ClaimKind; key: string; part: string | null; holderId: string };
}

const refuse = refusalsOf<ClaimRefusals>();

type Held = {
  readonly claimId: string;
  readonly kind: ClaimKind;
  /** What makes it unique within its agency and kind, written out: `2021/<programme>/central/regular/2021/1`. */
  readonly key: string;
  readonly part: string | null;
  /** The thing that holds it. */
  readonly holderId: string;
};

export type ClaimEvent = DomainEvent<'Claimed', Held> | DomainEvent<'ClaimGivenBack', Held>;

export type ClaimCommand = {
  readonly type: 'claim' | 'give-back';
  readonly kind: ClaimKind;
  readonly key: string;
  readonly part: string | null;
  readonly holderId: string;
};

export interface Claim {
  readonly claimId: string;
  /** By part; `null` stands for everybody. */
  readonly holders: ReadonlyMap<string | null, string>;
}

/**
 * Who stands in the way of a claim: the holder of the part, of everybody, or, for everybody, of any part. Nobody stands
 * in their own way.
 */
export function holderInTheWay({ holders }: Claim, part: string | null, claimant: string | null = null): string | null {
  const colliding = part === null ? [...holders.values()] : [holders.get(part), holders.get(null)];
  return colliding.find((holder) => holder !== undefined && holder !== claimant) ?? null;
}

/** Refuses `claimed-already` with the holder; the capability that claims says it in its own words. */
export const claimDecider = (claimId: string): Decider<Claim, ClaimCommand, ClaimEvent> => ({
  initial: { claimId, holders: new Map() },
  decide: (state, { type, kind, key, part, holderId }) => {
    const held: Held = { claimId, kind, key, part, holderId };
    switch (type) {
      case 'claim': {
        const holder = holderInTheWay(state, part, holderId);
        if (holder !== null) refuse('claimed-already', { kind, key, part, holderId: holder });
        return state.holders.has(part) ? [] : [{ type: 'Claimed', data: held }];
      }
      case 'give-back':
        return state.holders.get(part) === holderId ? [{ type: 'ClaimGivenBack', data: held }] : [];
      default:
        return unreachable(type);
    }
  },
  evolve: ({ holders }, { type, data: { part, holderId } }) => {
    const next = new Map(holders);
    switch (type) {
      case 'Claimed':
        next.set(part, holderId);
        break;
      case 'ClaimGivenBack':
        next.delete(part);
        break;
      default:
        return unreachable(type);
    }
    return { claimId, holders: next };
  },
});
