import { StatusTag } from '../marks/status-tag';
import { SHOWN, type ShownState } from './shown-states';

/** @param count how many say so, where several are told of together */
export function ExecutionStateTag({ state, count }: { state: ShownState; count?: number }) {
  const { mark, word } = SHOWN[state];
  return (
    <StatusTag mark={mark}>
      {word}
      {count !== undefined && ` ${count}`}
    </StatusTag>
  );
}
