import { lazy, Suspense, useRef, useState } from 'react';
import type { BodyField } from '../forms/body-field';
import { BodyInput, Field } from '../forms/fields';
import { useAltKeys } from '../forms/alt-keys';

const PurposeList = lazy(() => import('./purpose-list'));

interface PurposeFieldProps {
  readonly of: BodyField;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Whose purposes are offered: those of these appropriations, what was said to this payee before the others. */
  readonly appropriationIds: readonly string[];
  readonly payeeName: string;
}

/** 摘要, typed or taken from what the office wrote last: Alt+Z opens the list. */
export function PurposeField({ of, text, onText, appropriationIds, payeeName }: PurposeFieldProps) {
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useAltKeys({ z: () => setOpen(true) });
  const close = () => {
    setOpen(false);
    place.current?.querySelector('input')?.focus();
  };
  return (
    <Field label={of.label}>
      {(id) => (
        <div
          ref={place}
          className="purpose-field"
          onBlur={({ relatedTarget }) => {
            if (relatedTarget instanceof Node && !place.current?.contains(relatedTarget)) setOpen(false);
          }}
        >
          <BodyInput id={id} of={of} text={text} onText={onText} />
          <button
            type="button"
            className="link-button"
            aria-haspopup="listbox"
            aria-expanded={isOpen}
            aria-keyshortcuts="Alt+Z"
            onClick={() => (isOpen ? close() : setOpen(true))}
          >
            常用摘要 <kbd>Alt+Z</kbd>
          </button>
          {isOpen && (
            <Suspense fallback={null}>
              <PurposeList
                appropriationIds={appropriationIds}
                payeeName={payeeName}
                onClose={close}
                onPurpose={(purpose) => {
                  onText(purpose);
                  close();
                }}
              />
            </Suspense>
          )}
        </div>
      )}
    </Field>
  );
}
