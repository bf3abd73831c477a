import { unreachable, type BusinessDate, type Decider, type DomainEvent } from '@bofu/kernel';
import { refuse } from './refusals';

/**
 * 预警评估 of one fiscal year of an agency: since when it is judged of itself 启用预警, which days have been, on what had
 * been recorded by then, who could not be judged, what failed, and what was withdrawn.
 */

type OfYear = { readonly watchId: string; readonly fiscalYear: number };

export interface UnjudgedSubject {
  readonly rule: string;
  readonly ruleName: string;
  readonly subject: string;
  readonly subjectName: string;
  /** Chinese, for whoever can mend it. */
  readonly reason: string;
}

export type AlertWatchEvent =
  /** `from`: the first day judged; days before it are nobody's alert. */
  | DomainEvent<'AlertWatchEnabled', OfYear & { from: BusinessDate }>
  | DomainEvent<
      'AlertsEvaluated',
      OfYear & {
        evaluatedOn: BusinessDate;
        /** The position of the last event looked at. */
        knownUpTo: string;
        programmes: number;
        unjudgedCount: number;
        /** The first of them. */
        unjudged: readonly UnjudgedSubject[];
      }
    >
  | DomainEvent<'AlertEvaluationFailed', OfYear & { on: BusinessDate; reason: string }>
  /** The evaluations of that day and of all days after it. */
  | DomainEvent<'AlertEvaluationWithdrawn', OfYear & { evaluatedOn: BusinessDate; reason: string }>;

export type AlertWatchCommand =
  | ({ type: 'enable-alert-watch'; from: BusinessDate } & Pick<OfYear, 'fiscalYear'>)
  | ({
      type: 'record-evaluation';
      evaluatedOn: BusinessDate;
      knownUpTo: string;
      programmes: number;
      unjudged: readonly UnjudgedSubject[];
      /** Whether anything came of it. */
      changed: boolean;
    } & Pick<OfYear, 'fiscalYear'>)
  | ({ type: 'record-failed-evaluation'; on: BusinessDate; reason: string } & Pick<OfYear, 'fiscalYear'>)
  | ({ type: 'withdraw-evaluation'; evaluatedOn: BusinessDate; reason: string } & Pick<OfYear, 'fiscalYear'>);

export interface AlertWatch {
  readonly enabledFrom: BusinessDate | null;
  /** In the order of their days. */
  readonly evaluated: readonly { readonly on: BusinessDate; readonly unjudgedCount: number }[];
  /** Of the last attempt, where that failed. */
  readonly failed: { readonly on: BusinessDate; readonly reason: string } | null;
}

export const NEVER_WATCHED: AlertWatch = { enabledFrom: null, evaluated: [], failed: null };

/** The last day judged; `null` before the first. */
export const lastEvaluated = ({ evaluated }: AlertWatch): BusinessDate | null => evaluated.at(-1)?.on ?? null;

const MOST_UNJUDGED = 100;

export const alertWatchDecider = (watchId: string): Decider<AlertWatch, AlertWatchCommand, AlertWatchEvent> => ({
  initial: NEVER_WATCHED,
  decide(state, command) {
    const { fiscalYear } = command;
    const own = { watchId, fiscalYear };
    switch (command.type) {
      case 'enable-alert-watch':
        return state.enabledFrom === null
          ? [{ type: 'AlertWatchEnabled', data: { ...own, from: command.from } }]
          : refuse('alert-watch-enabled', { fiscalYear, from: state.enabledFrom });
      case 'record-evaluation': {
        const { evaluatedOn, knownUpTo, programmes, unjudged, changed } = command;
        const last = state.evaluated.at(-1);
        if (last !== undefined && evaluatedOn < last.on)
          return refuse('evaluation-before-last', { on: evaluatedOn, last: last.on });
        const isRepeat =
          last?.on === evaluatedOn && !changed && state.failed === null && last.unjudgedCount === unjudged.length;
        if (isRepeat) return [];
        const data = {
          ...own,
          evaluatedOn,
          knownUpTo,
          programmes,
          unjudgedCount: unjudged.length,
          unjudged: unjudged.slice(0, MOST_UNJUDGED),
        };
        return [{ type: 'AlertsEvaluated', data }];
      }
      case 'record-failed-evaluation': {
        const { on, reason } = command;
        const isKnown = state.failed?.on === on && state.failed.reason === reason;
        return isKnown ? [] : [{ type: 'AlertEvaluationFailed', data: { ...own, on, reason } }];
      }
      case 'withdraw-evaluation': {
        const { evaluatedOn, reason } = command;
        if (!state.evaluated.some(({ on }) => on === evaluatedOn))
          return refuse('evaluation-not-found', { fiscalYear, on: evaluatedOn });
        return [{ type: 'AlertEvaluationWithdrawn', data: { ...own, evaluatedOn, reason } }];
      }
      default:
        return unreachable(command);
    }
  },
  evolve(state, { type, data }) {
    switch (type) {
      case 'AlertWatchEnabled':
        return { ...state, enabledFrom: data.from };
      case 'AlertsEvaluated': {
        const { evaluatedOn: on, unjudgedCount } = data;
        return {
          ...state,
          evaluated: [...state.evaluated.filter((one) => one.on < on), { on, unjudgedCount }],
          failed: null,
        };
      }
      case 'AlertEvaluationFailed':
        return { ...state, failed: { on: data.on, reason: data.reason } };
      case 'AlertEvaluationWithdrawn':
        return { ...state, evaluated: state.evaluated.filter(({ on }) => on < data.evaluatedOn) };
      default:
        return unreachable(type);
    }
  },
});
