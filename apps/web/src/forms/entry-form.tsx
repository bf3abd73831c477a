import { useEffect, useId, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { ConfigProvider } from 'antd';
import type { Recording } from '../api/recording';
import { ActUnderWay } from './act-under-way';
import { questionOf } from './confirmation';
import { leaveForm, useUnsaved } from './unsaved';
import './forms.css';

const FIELDS = 'input:not([type=hidden]):not([disabled]), textarea, button[data-entry]';

/**
 * A form that hands run down: Enter goes to the next field, Shift+Enter back, Ctrl+Enter submits; nothing happens while
 * an input method composes. Enter in the last field goes to the button and does not press it: recording is one
 * deliberate act. Esc leaves the form, and asks first where something was typed. Once sent, nothing in it can be changed
 * until an answer says what became of it.
 */
export function EntryForm({
  label,
  onSubmit,
  recording,
  again,
  onAgain,
  onRecord,
  onLeave,
  keepsDraft = false,
  autoFocus = false,
  children,
}: {
  label: string;
  onSubmit: () => void;
  recording: Recording;
  /** What the button says that makes room for another act, and what else it does. */
  again?: string;
  onAgain?: () => void;
  /** What is on record of an earlier press. */
  onRecord?: ReactNode;
  /** What Esc does: puts a form away that was opened on its page, or goes to the page it came from. */
  onLeave?: () => void;
  /** Its page keeps what is typed as a draft. */
  keepsDraft?: boolean;
  /** It was opened by a press: the cursor goes into it, to its first field unless one of them took it. */
  autoFocus?: boolean;
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const { frozen } = recording;
  const isAsked = recording.state.kind === 'refused' && questionOf(recording.state.problem.code) !== null;
  const unsaved = useUnsaved(recording.state.kind, keepsDraft);
  useFocusKept(form, frozen);
  useFocusHandedOn(form);
  useEffect(() => {
    if (autoFocus && form.current?.contains(document.activeElement) === false)
      form.current.querySelector<HTMLElement>(FIELDS)?.focus();
  }, [autoFocus]);
  const submit = (): void => {
    // A field that could not be read says so beside itself; nothing goes without it.
    const unread = form.current?.querySelector<HTMLInputElement>('input:invalid');
    if (unread) unread.focus();
    else onSubmit();
  };
  const goOn = (field: HTMLElement, by: 1 | -1): void => {
    const fields = [...(form.current?.querySelectorAll<HTMLElement>(FIELDS) ?? [])].filter(
      (each) => each.offsetParent !== null,
    );
    const next = fields[fields.indexOf(field) + by];
    next?.focus();
    if (next instanceof HTMLInputElement) next.select();
  };
  /** Before the controls have them: a closed list would open on Enter, and a calendar on Ctrl+Enter. */
  const onKeyDownCapture = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const field = event.target as HTMLElement;
    if (event.key === 'Escape' && onLeave !== undefined && !frozen && !hasListOpen(field)) {
      event.preventDefault();
      event.stopPropagation();
      leaveForm(unsaved.is && !keepsDraft, onLeave);
      return;
    }
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || field.getAttribute('role') !== 'combobox') return;
    if (field.getAttribute('aria-expanded') === 'true') return;
    event.preventDefault();
    event.stopPropagation();
    goOn(field, event.shiftKey ? -1 : 1);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229 || event.defaultPrevented)
      return;
    const field = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      submit();
      return;
    }
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLButtonElement || field.closest('a')) return;
    // A list that is open takes Enter for itself.
    if (field.getAttribute('aria-expanded') === 'true') return;
    event.preventDefault();
    goOn(field, event.shiftKey ? -1 : 1);
  };
  return (
    <form
      ref={form}
      aria-label={label}
      className="entry-form"
      noValidate
      onInput={({ target }) => {
        unsaved.typed();
        // What was asked about has been put right: it is another act, and is asked about anew where there is still a reason.
        if (isAsked && !(target as Element).closest('.question')) recording.close();
      }}
      onKeyDownCapture={onKeyDownCapture}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ActUnderWay
        recording={recording}
        {...(again !== undefined && { again })}
        {...(onAgain !== undefined && { onAgain })}
      >
        {onRecord}
      </ActUnderWay>
      <ConfigProvider componentDisabled={frozen}>
        <fieldset className="entry-fields" disabled={frozen}>
          {children}
        </fieldset>
      </ConfigProvider>
    </form>
  );
}

/** Esc belongs to a list or a calendar before it belongs to the form. */
const hasListOpen = (field: HTMLElement): boolean =>
  field.getAttribute('aria-expanded') === 'true' ||
  field.closest('[role="listbox"]') !== null ||
  document.querySelector('.ant-picker-dropdown:not(.ant-picker-dropdown-hidden)') !== null;

/** A field that is frozen loses the cursor: it has it back when the form may be changed again. */
function useFocusKept(form: RefObject<HTMLFormElement | null>, frozen: boolean): void {
  const left = useRef<Element | null>(null);
  if (!frozen && form.current?.contains(document.activeElement) === true) left.current = document.activeElement;
  useLayoutEffect(() => {
    if (frozen || !(left.current instanceof HTMLElement) || document.activeElement !== document.body) return;
    left.current.focus({ preventScroll: true });
  }, [frozen]);
}

/** A form that goes from its page leaves the cursor to the page, not to nobody. */
function useFocusHandedOn(form: RefObject<HTMLFormElement | null>): void {
  useLayoutEffect(() => {
    const element = form.current;
    return () => {
      const at = document.activeElement;
      if (at !== document.body && element?.contains(at) !== true) return;
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) document.getElementById('main')?.focus({ preventScroll: true });
      });
    };
  }, [form]);
}

const UNDER_WAY: Readonly<Partial<Record<Recording['state']['kind'], string>>> = {
  sending: '正在登记…',
  asking: '正在核实…',
};

/** The button of a form. While something is in the way it stays reachable and says what: a dead button explains nothing. */
export function SubmitButton({
  children,
  inTheWay,
  recording: { state, frozen },
}: {
  children: ReactNode;
  inTheWay: string | null;
  recording: Recording;
}) {
  const noteId = useId();
  return (
    <span className="submit">
      <button
        type="submit"
        data-entry
        className="submit-button"
        aria-disabled={inTheWay !== null || frozen}
        aria-describedby={noteId}
        aria-keyshortcuts="Control+Enter"
      >
        {UNDER_WAY[state.kind] ?? children}
        <kbd>Ctrl+Enter</kbd>
      </button>
      <span id={noteId} className="form-note" role="status">
        {state.kind === 'asking' ? '是否已登记尚不清楚，见上' : frozen ? '' : (inTheWay ?? '')}
      </span>
    </span>
  );
}
