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
