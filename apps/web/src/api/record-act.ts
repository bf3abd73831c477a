import { BODY_RULES } from './body-rules';
import { command, type Command } from './command';
import type { paths } from './interface';
import type { Recording } from './recording';
import { useSignedIn } from '../session/session';

type Submission = NonNullable<paths['/v1/papers']['post']['requestBody']>['content']['application/json'];
type Entry = Submission['entries'][number];
/** What belongs to a paper as a whole, where the act goes on one. */
type WithFiles = Pick<Submission, 'files' | 'confirmation' | 'documentNumber'>;

/** What changes the books otherwise than by a payment, each by the route that records it. */
const ROUTES = {
  'issue-appropriation': '/v1/appropriations',
  'supplement-appropriation': '/v1/appropriations/{appropriationId}/supplements',
  'reduce-appropriation': '/v1/appropriations/{appropriationId}/reductions',
  'claw-back-appropriation': '/v1/appropriations/{appropriationId}/clawbacks',
  'freeze-appropriation': '/v1/appropriations/{appropriationId}/freezes',
  'unfreeze-appropriation': '/v1/appropriations/{appropriationId}/unfreezes',
  'transfer-virement': '/v1/virements',
  'record-funds-arrival': '/v1/appropriations/{appropriationId}/arrivals',
  'correct-funds-arrival': '/v1/appropriations/{appropriationId}/arrivals/{arrivalId}/corrections',
  'adopt-spending-plan': '/v1/appropriations/{appropriationId}/spending-plan',
  'revise-spending-plan': '/v1/appropriations/{appropriationId}/spending-plan-revisions',
  'register-programme': '/v1/programmes',
  'rename-programme': '/v1/programmes/{programmeId}/names',
  'define-programme-group': '/v1/programmes/{programmeId}/groups',
  'set-payment-standard': '/v1/programmes/{programmeId}/payment-standards',
  'set-performance-targets': '/v1/programmes/{programmeId}/performance-targets',
  'declare-performance-measures': '/v1/programmes/{programmeId}/performance-measures',
  'record-performance-actuals': '/v1/programmes/{programmeId}/performance-actuals',
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

/** These are recorded by one hand in an office of people too; every other act is submitted there as a paper. */
const BY_ONE_HAND: ReadonlySet<ActName> = new Set([
  'record-funds-arrival',
  'correct-funds-arrival',
  'declare-performance-measures',
  'record-performance-actuals',
  'define-payout-scheme',
  'revise-payout-scheme',
  'register-unit',
  'change-unit',
  'close-unit',
]);

/** 下达、追加、追减、调剂、收回: done on a document, which an agency may demand as a file. */
const DOCUMENTED: ReadonlySet<string> = new Set([
  'issue-appropriation',
  'supplement-appropriation',
  'reduce-appropriation',
  'claw-back-appropriation',
  'transfer-virement',
] satisfies ActName[]);
export const isDocumented = (name: string): boolean => DOCUMENTED.has(name);

/** In an office of people what changes the budget is submitted and signed by three; alone it is recorded at once. */
export function usePaperNeeded(): (name: ActName) => boolean {
  const signedIn = useSignedIn() !== null;
  return (name) => signedIn && !BY_ONE_HAND.has(name);
}

/** The act of a form as an entry of a paper. */
export const entryOf = ({ name, asked: { path, body } }: Act): Entry => {
  const { files: _, confirmation, ...said } = body as WithFiles;
  const content = { ...said, ...(confirmation !== undefined && name !== 'issue-appropriation' && { confirmation }) };
  // The routes of acts and the entries of papers take the same bodies under the same names, but for the files.
  return { type: name, ...path, content } as unknown as Entry;
};

/** The act of a form as a paper of one entry. */
function paperOf(act: Act, title: string, replaces: string | null): Command {
  const { documentNumber = null, files, confirmation } = act.asked.body as WithFiles;
  const { longest } = BODY_RULES['/v1/papers'].title;
  const body = {
    ...{ title: [...title].slice(0, longest).join(''), documentNumber, entries: [entryOf(act)], replaces },
    ...(files !== undefined && { files }),
    // Asked about the name of a file as well, for which an entry has no place.
    ...(files !== undefined && typeof confirmation === 'string' && { confirmation }),
  };
  return command('/v1/papers', { body });
}

interface HowRecorded<Entered extends object> {
  readonly recording: Recording<Entered>;
  readonly onPaper: boolean;
  /** The returned paper that it is entered again for. */
  readonly replaces: string | null;
}

/** The one place where such acts go on record: as a paper where one is needed, else by themselves. */
export function recordAct<Entered extends object>(
  { recording, onPaper, replaces }: HowRecorded<Entered>,
  act: Act,
  about: string,
  entered: Entered,
): void {
  recording.record(onPaper ? paperOf(act, about, replaces) : act.command, about, entered);
}

/** What is said once it is recorded. */
export const doneWord = (onPaper: boolean): string => (onPaper ? '已提交单据，待复核、审批' : '已登记');
