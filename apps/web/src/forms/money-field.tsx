import { useState } from 'react';
import { Input } from 'antd';
import { formatYuanGrouped, toCapitalAmount } from '@bofu/kernel';
import { Field } from './fields';
import { typedAmount } from './typed-amount';

/**
 * 金额: typed freely, put into groups when the field is left and never while somebody types, with 大写 below, so that a
 * wrong digit is seen before it is recorded.
 */
export function MoneyField({
  label,
  text,
  onText,
  note,
  autoFocus = false,
}: {
  label: string;
  text: string;
  onText: (text: string) => void;
  note?: string;
  autoFocus?: boolean;
}) {
  const [left, setLeft] = useState(false);
  const typed = typedAmount(text);
  const wrong = typed.kind === 'wrong' && left;
  return (
    <Field label={label}>
      {(id) => (
        <>
          <Input
            id={id}
            className="amount-input"
            inputMode="decimal"
            autoComplete="off"
            autoFocus={autoFocus}
            value={text}
            status={wrong ? 'error' : ''}
            aria-invalid={wrong}
            aria-describedby={`${id}-note`}
            suffix="元"
            onChange={({ target }) => onText(target.value)}
            onFocus={() => setLeft(false)}
            onBlur={() => {
              setLeft(true);
              if (typed.kind === 'amount') onText(formatYuanGrouped(typed.fen));
            }}
          />
          <span id={`${id}-note`} className={wrong ? 'form-note form-note-wrong' : 'form-note'} aria-live="polite">
            {note !== undefined && `${note}　`}
            {typed.kind === 'amount' && (
              <>
                {typed.converted && `即 ${formatYuanGrouped(typed.fen)} 元，`}
                {toCapitalAmount(typed.fen)}
              </>
            )}
            {wrong && typed.reason}
          </span>
        </>
      )}
    </Field>
  );
}
