import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import './forms.css';

const FIELDS = 'input:not([type=hidden]):not([disabled]), textarea, button[data-entry]';

/**
 * A form that hands run down: Enter goes to the next field, Shift+Enter back, Ctrl+Enter submits; nothing happens while
 * an input method composes. Enter in the last field goes to the button and does not press it: recording is one
 * deliberate act.
 */
export function EntryForm({ label, onSubmit, children }: { label: string; onSubmit: () => void; children: ReactNode }) {
  const form = useRef<HTMLFormElement>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229 || event.defaultPrevented)
      return;
    const field = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      onSubmit();
      return;
    }
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLButtonElement || field.closest('a')) return;
    // A list that is open takes Enter for itself.
    if (field.getAttribute('aria-expanded') === 'true') return;
    event.preventDefault();
    const fields = [...(form.current?.querySelectorAll<HTMLElement>(FIELDS) ?? [])].filter(
      (each) => each.offsetParent !== null,
    );
    const next = fields[fields.indexOf(field) + (event.shiftKey ? -1 : 1)];
    next?.focus();
    if (next instanceof HTMLInputElement) next.select();
  };
  return (
    <form
      ref={form}
      aria-label={label}
      className="entry-form"
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

/** The button of a form. While something is in the way it stays reachable and says what: a dead button explains nothing. */
export function SubmitButton({
  children,
  inTheWay,
  busy,
  checking,
}: {
  children: ReactNode;
  inTheWay: string | null;
  busy: boolean;
  checking: boolean;
}) {
  const blocked = inTheWay !== null || busy;
  return (
    <span className="submit">
      <button
        type="submit"
        data-entry
        className="submit-button"
        aria-disabled={blocked}
        aria-describedby="submit-note"
        aria-keyshortcuts="Control+Enter"
      >
        {busy ? '正在登记…' : children}
        <kbd>Ctrl+Enter</kbd>
      </button>
      <span id="submit-note" className="form-note" role="status">
        {checking ? '没有收到回答，正在核实是否已登记…' : (inTheWay ?? '')}
      </span>
    </span>
  );
}
