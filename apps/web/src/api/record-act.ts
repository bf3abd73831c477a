import { command, type Command } from './command';
import type { Recording } from './recording';

/** What changes the books otherwise than by a payment, each by the route that records it. */
const ROUTES = {
  'issue-appropriation': '/v1/appropriations',
  'supplement-appropriation': '/v1/appropriations/{appropriationId}/supplements',
  'reduce-appropriation': '/v1/appropriations/{appropriationId}/reductions',
  'claw-back-appropriation': '/v1/appropriations/{appropriationId}/clawbacks',
  'freeze-appropriation': '/v1/appropriations/{appropriationId}/freezes',
  'unfreeze-appropriation': '/v1/appropriations/{appropriationId}/unfreezes',
  'transfer-virement': '/v1/virements',
  'adopt-spending-plan': '/v1/appropriations/{appropriationId}/spending-plan',
  'revise-spending-plan': '/v1/appropriations/{appropriationId}/spending-plan-revisions',
  'register-programme': '/v1/programmes',
  'rename-programme': '/v1/programmes/{programmeId}/names',
  'define-programme-group': '/v1/programmes/{programmeId}/groups',
  'set-payment-standard': '/v1/programmes/{programmeId}/payment-standards',
  'set-performance-targets': '/v1/programmes/{programmeId}/performance-targets',
  'end-programme': '/v1/programmes/{programmeId}/end',
  'continue-programme': '/v1/programmes/{programmeId}/continuation',
  'define-payout-scheme': '/v1/payout-schemes',
  'revise-payout-scheme': '/v1/payout-schemes/{schemeId}/revise',
  'register-unit': '/v1/units',
  'change-unit': '/v1/units/{unitId}/changes',
  'close-unit': '/v1/units/{unitId}/closure',
} as const;

type ActName = keyof typeof ROUTES;
type Asked<Name extends ActName> = Parameters<typeof command<(typeof ROUTES)[Name]>>[1];

/** An act as a form hands it over: its name, what it is about, and the body that the server takes. */
export interface Act {
  readonly name: ActName;
  readonly asked: { readonly path?: Readonly<Record<string, string>>; readonly body: unknown };
  readonly command: Command;
}

export const actOf = <Name extends ActName>(name: Name, asked: Asked<Name>): Act => ({
  name,
  asked,
  command: command(ROUTES[name], asked),
});

/** The one place where such acts go on record: each by itself, by the hand that filled in the form. */
export function recordAct<Entered extends object>(
  recording: Recording<Entered>,
  { command: sent }: Act,
  about: string,
  entered: Entered,
): void {
  recording.record(sent, about, entered);
}
