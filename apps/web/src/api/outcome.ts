import type { Reply } from './command';
import type { Problem } from './problem';

/**
 * What an answer says about the command it answers, whatever became of earlier tries under the same key.
 * `not-recorded`: none of them left a trace, and none will. `on-record`: one of them did. `unknown`: ask again.
 */
export type Outcome = 'recorded' | 'not-recorded' | 'on-record' | 'unknown';

interface Finding {
  readonly outcome: Exclude<Outcome, 'recorded'>;
  readonly because: string;
  readonly codes: readonly string[];
}

/** The server's own answers, by their code. */
export const FINDINGS: readonly Finding[] = [
  {
    outcome: 'unknown',
    because: 'the first try is being carried out, or was when its server died',
    codes: ['request-in-progress'],
  },
  {
    outcome: 'unknown',
    because: 'the store was asked to record, and did not say whether it has',
    codes: ['outcome-unknown'],
  },
  {
    outcome: 'unknown',
    because: 'whatever this try came to, nobody looked for what an earlier one had recorded',
    codes: ['store-unavailable', 'storage-full', 'stream-cut', 'internal', 'request-timeout'],
  },
  {
    outcome: 'unknown',
    because: 'turned away at the door, whatever an earlier try came to',
    codes: [
      'sign-in-required',
      'right-missing',
      'too-many-calls',
      'single-person-mode-ended',
      'post-not-held',
      'agency-unknown',
    ],
  },
  {
    outcome: 'not-recorded',
    because: 'asks for the password again: only what is refused when it is done twice asks so',
    codes: ['step-up-needed'],
  },
  {
    outcome: 'on-record',
    because: 'the key, or an id made of it, is taken: by a try of this very act',
    codes: ['idempotency-key-reused', 'payment-exists', 'return-recorded-already', 'job-exists'],
  },
  {
    outcome: 'not-recorded',
    because: 'turned away at the door for how it is written, which is the same on every try',
    codes: [
      'bad-request',
      'malformed-json',
      'invalid-encoding',
      'duplicate-key',
      'forbidden-key',
      'duplicate-parameter',
      'unsupported-media-type',
      'unsupported-charset',
      'unsupported-encoding',
      'expectation-failed',
      'body-too-large',
      'uri-too-long',
      'headers-too-large',
      'not-found',
      'method-not-allowed',
      'foreign-host',
      'not-loopback',
      'transport-open',
      'csrf',
      'actor-missing',
      'actor-malformed',
      'agency-malformed',
      'idempotency-key-missing',
      'idempotency-key-malformed',
      'precondition-required',
      'if-match-malformed',
    ],
  },
  {
    outcome: 'not-recorded',
    because: 'its content cannot be read as a command, which is the same on every try',
    codes: [
      'not-an-object',
      'too-many-keys',
      'too-deep',
      'invalid-text',
      'forbidden-character',
      'missing-field',
      'unknown-field',
      'invalid-type',
      'invalid-enum',
      'invalid-value',
      'out-of-range',
      'text-empty',
      'text-too-long',
      'invalid-uuid',
      'invalid-percent',
      'invalid-page',
      'page-too-large',
      'invalid-cursor',
      'invalid-position',
      'invalid-instant',
    ],
  },
  {
    outcome: 'not-recorded',
    because: 'the record was searched for this act, and somebody else had changed what it was to be recorded on',
    codes: ['revision-outdated', 'concurrent-change', 'claimed-already'],
  },
  {
    outcome: 'unknown',
    because: 'said of what is read and not of what is recorded: nobody looked for this act',
    codes: [
      'position-beyond-head',
      'position-of-another-history',
      'read-model-behind',
      'history-differs',
      'rows-differ',
    ],
  },
  {
    outcome: 'not-recorded',
    because: 'the store cannot take it, now or on any other try',
    codes: ['command-too-large', 'unsupported'],
  },
];

const OF_CODE = new Map(FINDINGS.flatMap(({ outcome, codes }) => codes.map((code) => [code, outcome] as const)));

/** How a capability says no: its answer on the record as it stands, where it has looked for this act and not found it. */
const DECIDED = new Set([400, 403, 404, 409, 412, 422]);

/** By its code; a capability's own refusal is a decision; everything else leaves the matter open. */
export const outcomeOfProblem = ({ code, status, traceId }: Problem): Outcome =>
  OF_CODE.get(code) ?? (traceId !== '' && DECIDED.has(status) ? 'not-recorded' : 'unknown');

export function outcomeOf(reply: Reply): Outcome {
  switch (reply.kind) {
    case 'done':
      return 'recorded';
    case 'lost':
      return 'unknown';
    case 'problem':
      return outcomeOfProblem(reply.problem);
  }
}
