import { useEffect, useRef, useState, useSyncExternalStore } from 'react';

/** A form in which something was typed that nothing has taken yet. */
interface Unsaved {
  /** Its page keeps a draft when it is left: only the closing of the tab is too sudden for it. */
  readonly keepsDraft: boolean;
  readonly forget: () => void;
}

const forms = new Set<Unsaved>();

/** Whether leaving the page would lose what was typed. */
export const hasUnsaved = (): boolean => [...forms].some(({ keepsDraft }) => !keepsDraft);

/** What was typed is kept elsewhere: in a draft, or in a paper put together. */
export function nothingUnsaved(): void {
  for (const { forget } of [...forms]) forget();
}

const beforeClosing = (event: BeforeUnloadEvent) => event.preventDefault();

/**
 * Remembers that something was typed in a form until an answer to it is there, or `nothingUnsaved` is said. While it is so
 * the browser asks before the tab is closed or the page is read anew.
 *
 * @param stage how it stands with recording: once sent it is lost no more, once refused it is again
 */
export function useUnsaved(stage: string, keepsDraft: boolean): { readonly typed: () => void; readonly is: boolean } {
  const [is, setIs] = useState(false);
  const wasTyped = useRef(false);
  useEffect(() => {
    if (stage === 'open') return;
    setIs(stage === 'refused' && wasTyped.current);
    if (stage === 'recorded' || stage === 'on-record') wasTyped.current = false;
  }, [stage]);
  useEffect(() => {
    if (!is) return;
    const form: Unsaved = {
      keepsDraft,
      forget: () => {
        wasTyped.current = false;
        setIs(false);
      },
    };
    forms.add(form);
    window.addEventListener('beforeunload', beforeClosing);
    return () => {
      forms.delete(form);
      if (forms.size === 0) window.removeEventListener('beforeunload', beforeClosing);
    };
  }, [is, keepsDraft]);
  const typed = () => {
    wasTyped.current = true;
    setIs(true);
  };
  return { typed, is };
}

let asked: (() => void) | null = null;
const listeners = new Set<() => void>();
const ask = (leave: (() => void) | null) => {
  asked = leave;
  for (const listener of listeners) listener();
};

/** 放弃已填写的内容？ asked before a form inside a page is put away; at once where nothing would be lost. */
export function leaveForm(isUnsaved: boolean, leave: () => void): void {
  if (isUnsaved) ask(leave);
  else leave();
}

/** The form that waits to be put away, and the answer. */
export function useFormToLeave(): { readonly leave: (() => void) | null; readonly answered: () => void } {
  const leave = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked,
  );
  return { leave, answered: () => ask(null) };
}
