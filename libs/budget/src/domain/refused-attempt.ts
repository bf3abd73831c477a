import { fenToDigits, type BusinessDate, type Decider, type DomainEvent, type Fen, type Period } from '@bofu/kernel';

/**
 * An attempt refused for want of money 超可用办理, or because whoever tried had signed the payment already: it moved
 * nothing, and yet it is a fact a supervisor and an auditor ask for. One stream per command, so that the same command, however often it is sent, is on record once.
 */

interface AttemptedAct {
  readonly attemptId: string;
  /** The command that was refused, e.g. `submit-payout-run`. */
  readonly attempted: string;
  /** The refusal's code. */
  readonly code: string;
  /** The business date the act would have had. */
  readonly attemptedOn: BusinessDate;
  readonly paymentId: string | null;
  readonly period: Period | null;
  readonly headcount: number | null;
}

/** What one appropriation lacked. `payableHeadcount`: how many people the rest would have paid in full. */
export interface Shortfall {
  readonly appropriationId: string;
  readonly programmeName: string;
  readonly availableFen: Fen;
  readonly requiredFen: Fen;
  readonly shortFen: Fen;
  readonly payableHeadcount: number | null;
}

type ShortfallDigits = {
  readonly [Field in keyof Shortfall]: Shortfall[Field] extends Fen ? string : Shortfall[Field];
};

export type RefusedAttemptEvent = DomainEvent<
  'AttemptRefused',
  AttemptedAct & { readonly requiredFen: string; readonly shortfalls: readonly ShortfallDigits[] }
>;

export type RefusedAttemptCommand = { readonly type: 'record-refused-attempt' } & AttemptedAct & {
    readonly requiredFen: Fen;
    readonly shortfalls: readonly Shortfall[];
  };

export interface RefusedAttempt {
  readonly onRecord: boolean;
}

export const refusedAttemptDecider: Decider<RefusedAttempt, RefusedAttemptCommand, RefusedAttemptEvent> = {
  initial: { onRecord: false },
  decide: (state, command) => {
    if (state.onRecord) return [];
    const { type: _, requiredFen, shortfalls, ...act } = command;
    return [
      {
        type: 'AttemptRefused',
        data: {
          ...act,
          requiredFen: fenToDigits(requiredFen),
          shortfalls: shortfalls.map((shortfall) => ({
            ...shortfall,
            availableFen: fenToDigits(shortfall.availableFen),
            requiredFen: fenToDigits(shortfall.requiredFen),
            shortFen: fenToDigits(shortfall.shortFen),
          })),
        },
      },
    ];
  },
  evolve: () => ({ onRecord: true }),
};
