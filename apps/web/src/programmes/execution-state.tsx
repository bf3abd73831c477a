import { StatusTag, type Mark } from '../marks/status-tag';
import type { ExecutionState } from './plan-against-actual';

interface Shown {
  readonly mark: Mark;
  readonly word: string;
  /** Worst first. */
  readonly rank: number;
}

export const EXECUTION_STATES: Readonly<Record<ExecutionState, Shown>> = {
  unpaid: { mark: 'red', word: '未拨', rank: 0 },
  behind: { mark: 'orange', word: '滞后', rank: 1 },
  ahead: { mark: 'info', word: '超前', rank: 2 },
  'on-plan': { mark: 'green', word: '正常', rank: 3 },
  completed: { mark: 'green', word: '已完成', rank: 4 },
  'not-due': { mark: 'none', word: '未到计划', rank: 5 },
};

/** What a line of the list says: the worst of its plan, its forecast and what stands against it. */
export type ShownState = Shown;

const SHORT_NOW: Shown = { mark: 'red', word: '不足', rank: -2 };
const ALERTED: Shown = { mark: 'red', word: '红色预警', rank: -1 };
const SHORT_LATER: Shown = { mark: 'orange', word: '将不足', rank: 1.5 };

/**
 * A pot that cannot pay this month is not 超前, however far it is ahead of its plan.
 *
 * @param shortIn the first month the money will not suffice for, `2021-10`; `null` where it lasts
 * @param month that of the day in sight
 */
export function shownStateOf(
  state: ExecutionState,
  shortIn: string | null,
  month: string,
  hasRedAlert: boolean,
): ShownState {
  const plan = EXECUTION_STATES[state];
  const all = [
    plan,
    ...(shortIn === null ? [] : [shortIn <= month ? SHORT_NOW : SHORT_LATER]),
    ...(hasRedAlert && plan.mark !== 'red' ? [ALERTED] : []),
  ];
  return all.reduce((worst, each) => (each.rank < worst.rank ? each : worst));
}

export function ShownStateTag({ state: { mark, word } }: { state: ShownState }) {
  return <StatusTag mark={mark}>{word}</StatusTag>;
}

export function ExecutionStateTag({ state }: { state: ExecutionState }) {
  const { mark, word } = EXECUTION_STATES[state];
  return <StatusTag mark={mark}>{word}</StatusTag>;
}
