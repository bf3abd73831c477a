import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useActor } from './acting-person';
import type { ActState } from './act-of-recording';
import type { Command } from './command';
import { actOf, attend } from './recordings';

/** A form's act of recording, as its page sees it. */
export interface Recording<Entered extends object = object> {
  readonly state: ActState;
  /** Nothing in the form may be changed: what it says has been sent. */
  readonly frozen: boolean;
  /** The act was there before the form was: the page was read anew, or the form left and opened again. */
  readonly resumed: boolean;
  /** What stood in the form that the act was pressed in. */
  readonly entered: Partial<Entered>;
  /** Does nothing while an earlier press has an outcome that is not known, or not seen. */
  record(command: Command, about: string, entered: Entered): void;
  /** The outcome has been seen; the next press is another act, with a key of its own. */
  close(): void;
}

/**
 * One deliberate act of recording at a time. The key is made by the press that opens the act and stays with it until an
 * answer proves what became of it, through lost lines, servers that die and pages read anew.
 *
 * @param form names the form and what it is about, e.g. `payment/<id>/pay`: there is one act under way for each
 * @param onRecorded what the page does once it is recorded; the form stays frozen until it is left or `close` is called
 */
export function useRecording<Answer, Entered extends object = object>(
  form: string,
  onRecorded: (answer: Answer) => void,
): Recording<Entered> {
  const act = actOf(form);
  const actor = useActor();
  const state = useSyncExternalStore(act.subscribe, () => act.state);
  const resumedAct = useRef(state.kind === 'open' ? null : state.act.key);
  const resumed = state.kind !== 'open' && state.act.key === resumedAct.current;
  const entered = useRef(state.kind === 'open' ? {} : (state.act.entered as Partial<Entered>));
  const latest = useRef(onRecorded);
  latest.current = onRecorded;

  useEffect(() => {
    const left = attend(form);
    return () => {
      left();
      // What it came to has been on the screen.
      if (act.state.kind === 'recorded' || act.state.kind === 'refused') act.close();
    };
  }, [form, act]);

  useEffect(() => {
    // An outcome that comes when nobody waits for it any more is told, and leads nowhere by itself.
    if (state.kind === 'recorded' && !resumed) latest.current(state.answer as Answer);
  }, [state, resumed]);

  return {
    state,
    resumed,
    frozen: state.kind !== 'open' && state.kind !== 'refused',
    entered: entered.current,
    record: (command, about, content) => {
      // A page on which nobody acts has no form.
      if (actor === null) return;
      act.press({ command, about, entered: content, actor, address: location.pathname + location.search });
    },
    close: () => act.close(),
  };
}
