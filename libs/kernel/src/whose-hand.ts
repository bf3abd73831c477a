import type { By } from './decider';

/** Somebody who acted, and the grant under which she did so in another's stead; `null` in her own right. */
export type Signer = Pick<By, 'personId' | 'delegationId'>;

/** Whose post it is, by the grant under which somebody acts in her stead. */
export type Delegators = Readonly<Record<string, string>>;

export const signerOf = ({ personId, delegationId }: By): Signer => ({ personId, delegationId });

/** Who acts, and in whose stead: for both of them it is done. */
export const whoseHand = ({ personId, delegationId }: Signer, delegators: Delegators): readonly string[] => [
  personId,
  ...(delegationId === null ? [] : [delegators[delegationId] ?? personId]),
];

/** Whether one of the two, or whom one of them stands in for, is among those of the other. */
export const isSameHand = (one: Signer, other: Signer, delegators: Delegators): boolean =>
  whoseHand(one, delegators).some((each) => whoseHand(other, delegators).includes(each));

/**
 * What somebody was in the history of what several sign: its maker, or one who has signed it, herself or, `…-in-stead`,
 * by whom she stands in for or who stood in for her.
 */
export type SignedBefore = 'maker' | 'signer' | 'maker-in-stead' | 'signer-in-stead';

/**
 * `null` who may sign it still.
 *
 * @param signers the maker first, then whoever has signed
 */
export function signedBefore(signers: readonly Signer[], who: Signer, delegators: Delegators): SignedBefore | null {
  const at = signers.findIndex((signer) => isSameHand(signer, who, delegators));
  if (at === -1) return null;
  const as = at === 0 ? 'maker' : 'signer';
  return signers[at]?.personId === who.personId ? as : `${as}-in-stead`;
}
