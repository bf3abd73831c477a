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

export function ExecutionStateTag({ state }: { state: ExecutionState }) {
  const { mark, word } = EXECUTION_STATES[state];
  return <StatusTag mark={mark}>{word}</StatusTag>;
}
