import { useState, type ReactNode } from 'react';
import './forms.css';

/** Where files are dropped; what they are chosen with stands inside. */
export function FileDrop({
  label,
  onFiles,
  isPanel = false,
  children,
}: {
  label?: string;
  onFiles: (files: readonly File[]) => void;
  isPanel?: boolean;
  children: ReactNode;
}) {
  const [over, setOver] = useState(false);
  return (
    <section
      className={['file-drop', ...(over ? ['file-drop-over'] : []), ...(isPanel ? ['panel'] : [])].join(' ')}
      aria-label={label}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
    </section>
  );
}

/**
 * 选择文件. The browser's own button speaks the browser's language: it keeps the keyboard, and its label is what is seen.
 * The same file, corrected, can be chosen again.
 */
export function FileInput({
  id,
  accept,
  multiple = false,
  disabled = false,
  onFiles,
}: {
  id: string;
  accept: string;
  multiple?: boolean;
  disabled?: boolean;
  onFiles: (files: readonly File[]) => void;
}) {
  return (
    <>
      <input
        id={id}
        className="file-input"
        type="file"
        multiple={multiple}
        accept={accept}
        disabled={disabled}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      <label htmlFor={id} className="file-choose">
        选择文件
      </label>
    </>
  );
}
