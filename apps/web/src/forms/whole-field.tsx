import { InputNumber } from 'antd';
import type { BodyField } from './body-field';
import { Field } from './fields';

/** A whole number; one beyond the bounds of its field becomes the nearest within. */
export function WholeField({
  of: { label, least, most },
  number,
  onNumber,
  note,
}: {
  of: BodyField;
  number: number;
  onNumber: (number: number) => void;
  note?: string;
}) {
  return (
    <Field label={label} {...(note !== undefined && { note })}>
      {(id) => (
        <InputNumber
          id={id}
          {...(least !== undefined && { min: least })}
          {...(most !== undefined && { max: most })}
          precision={0}
          value={number}
          onChange={(typed) => typed !== null && onNumber(typed)}
        />
      )}
    </Field>
  );
}
