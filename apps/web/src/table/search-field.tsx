import { useRef } from 'react';
import { Input, type InputRef } from 'antd';
import { useShortcuts } from '../frame/shortcuts';

/**
 * The box above a table. Esc leaves it as it stands, Enter and ↓ go to the first row found. Not of the type `search`: the
 * browser empties such a box on Esc, and what was found would be gone with it.
 */
export function SearchField({
  label,
  does = '搜索',
  text,
  onText,
  onFocus,
  onBlur,
  onRows,
  className = 'search-field',
  clearable = true,
  id,
}: {
  label: string;
  /** What `/` says that it does. */
  does?: string;
  text: string;
  /** `isComposing`: an input method is at work on what is not yet a word. */
  onText: (text: string, isComposing: boolean) => void;
  onFocus?: () => void;
  onBlur?: () => void;
  /** On to the rows; a box that searches with Enter does so here. */
  onRows: () => void;
  className?: string;
  /** Among other fields the button that clears it would be in the way of Tab. */
  clearable?: boolean;
  id?: string;
}) {
  const input = useRef<InputRef>(null);
  useShortcuts([{ key: '/', does, run: () => input.current?.focus() }]);
  return (
    <Input
      {...(id !== undefined && { id })}
      ref={input}
      className={className}
      aria-label={label}
      aria-keyshortcuts="/"
      placeholder={label}
      autoComplete="off"
      allowClear={clearable}
      value={text}
      onFocus={() => onFocus?.()}
      onBlur={() => onBlur?.()}
      onChange={({ target, nativeEvent }) =>
        onText(target.value, nativeEvent instanceof InputEvent && nativeEvent.isComposing)
      }
      onCompositionEnd={({ currentTarget }) => onText(currentTarget.value, false)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.keyCode === 229) return;
        if (event.key === 'Escape') event.currentTarget.blur();
        if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        event.currentTarget.blur();
        onRows();
      }}
    />
  );
}
