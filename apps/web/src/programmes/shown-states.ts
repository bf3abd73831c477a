import type { paths } from '../api/interface';
import type { Mark } from '../marks/status-tag';

type Listed = paths['/v1/execution-lines']['get']['responses'][200]['content']['application/json'];

/** What a line says: the worst of its plan, its forecast and what stands against it. */
export type ShownState = Listed['items'][number]['state'];

export const SHOWN: Readonly<Record<ShownState, { readonly mark: Mark; readonly word: string }>> = {
  short: { mark: 'red', word: '不足' },
  alerted: { mark: 'red', word: '红色预警' },
  unpaid: { mark: 'red', word: '未拨' },
  behind: { mark: 'orange', word: '滞后' },
  'short-later': { mark: 'orange', word: '将不足' },
  ahead: { mark: 'info', word: '超前' },
  'on-plan': { mark: 'green', word: '正常' },
  completed: { mark: 'green', word: '已完成' },
  'not-due': { mark: 'none', word: '未到计划' },
};

/** All that a line can say, worst first. */
export const SHOWN_STATES = Object.keys(SHOWN) as ShownState[];

export const stateWord = (state: ShownState): string => SHOWN[state].word;
