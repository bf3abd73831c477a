import { useSyncExternalStore } from 'react';
import { v4 } from 'uuid';
import { ActOfRecording, type ActState, type Surroundings } from './act-of-recording';
import { sendCommand } from './command';
import { PendingActs } from './pending-acts';
import { queries } from './queries';

const pending = new PendingActs(() => sessionStorage);

const surroundings: Surroundings = {
  pending,
  send: ({ command, key, actor }) => sendCommand(command, key, actor),
  after: (milliseconds, run) => void setTimeout(run, milliseconds),
  newKey: () => v4(),
  now: () => new Date().toISOString(),
  answered: () => queries.invalidateQueries(),
};

/**
 * Every form's acts of this tab. They live beside the pages: whoever leaves a form leaves the question running, and
 * what was open when the page was read anew is asked on from the start.
 */
const acts = new Map(pending.all().map((kept) => [kept.form, new ActOfRecording(kept.form, surroundings, kept)]));
const attended = new Map<string, number>();
const listeners = new Set<() => void>();
let lastRecorded: Exclude<ActState, { kind: 'open' }>['act'] | null = null;
let unattended: readonly Exclude<ActState, { kind: 'open' }>[] = [];

function lookAround(): void {
  unattended = [...acts]
    .filter(([form]) => !attended.has(form))
    .flatMap(([, { state }]) => (state.kind === 'open' ? [] : [state]));
  for (const listener of listeners) listener();
}
for (const act of acts.values()) act.subscribe(lookAround);
lookAround();

export function actOf(form: string): ActOfRecording {
  const known = acts.get(form);
  if (known) return known;
  const act = new ActOfRecording(form, surroundings);
  act.subscribe(() => {
    if (act.state.kind === 'recorded') lastRecorded = act.state.act;
    lookAround();
  });
  acts.set(form, act);
  return act;
}

/** The form is in sight, until the function that comes back is called. */
export function attend(form: string): () => void {
  attended.set(form, (attended.get(form) ?? 0) + 1);
  lookAround();
  return () => {
    const left = (attended.get(form) ?? 1) - 1;
    if (left === 0) attended.delete(form);
    else attended.set(form, left);
    lookAround();
  };
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Acts whose outcome is open or not seen, and whose form is not in sight. */
export const useUnattendedActs = () => useSyncExternalStore(subscribe, () => unattended);

/** Something was sent from that form, and what came of it is not known yet. */
export function useIsUnderWay(form: string): boolean {
  const act = actOf(form);
  return useSyncExternalStore(act.subscribe, () => act.state.kind === 'sending' || act.state.kind === 'asking');
}

/** What was recorded last in this tab: its form may be gone from the screen before anybody was told. */
export const useLastRecorded = () => useSyncExternalStore(subscribe, () => lastRecorded);

/** A form that has something to show before anything else, of those that begin alike. */
export const formUnderWay = (beginning: string): string | null =>
  [...acts].find(([form, { state }]) => form.startsWith(beginning) && state.kind !== 'open')?.[0] ?? null;
