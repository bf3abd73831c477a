import { useEffect, useRef } from 'react';

interface RowCheckboxProps {
  /** What is chosen by it, in words: nothing is written beside it. */
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Some of those it stands for, and not all. */
  readonly mixed?: boolean;
}

/** The box in front of a row, and the one above them all. The browser's own: hundreds of them cost next to nothing. */
export function RowCheckbox({ label, checked, onChange, mixed = false }: RowCheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = mixed;
  }, [mixed]);
  return (
    <input
      ref={box}
      type="checkbox"
      className="row-checkbox"
      aria-label={label}
      checked={checked}
      onChange={({ target }) => onChange(target.checked)}
    />
  );
}
