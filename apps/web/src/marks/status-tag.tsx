import type { ReactNode } from 'react';

/** Shape, word and colour together: on a grey print and to every eye the shape and the word carry it. */
export type Mark = 'red' | 'orange' | 'yellow' | 'green' | 'info' | 'none';

const SHAPES: Readonly<Record<Mark, ReactNode>> = {
  red: (
    <>
      <path d="M4.7 0.8h6.6l3.9 3.9v6.6l-3.9 3.9H4.7L0.8 11.3V4.7z" className="mark-fill" />
      <path d="M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6" className="mark-line" />
    </>
  ),
  orange: (
    <>
      <path d="M8 1.2l7.2 13.2H0.8z" className="mark-fill" />
      <path d="M8 6v4M8 12v0.6" className="mark-line" />
    </>
  ),
  yellow: (
    <>
      <circle cx="8" cy="8" r="6.8" className="mark-fill" />
      <path d="M8 4v5M8 11.4v0.6" className="mark-line" />
    </>
  ),
  green: <path d="M2 8.6l4 4 8-9" className="mark-stroke" />,
  info: (
    <>
      <rect x="1" y="1" width="14" height="14" rx="2" className="mark-fill" />
      <path d="M8 7v5M8 4v0.6" className="mark-line" />
    </>
  ),
  none: <path d="M3 8h10" className="mark-stroke" />,
};

export function MarkShape({ mark }: { mark: Mark }) {
  return (
    <svg
      className={`mark mark-${mark}`}
      viewBox="0 0 16 16"
      width="14"
      height="14"
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[mark]}
    </svg>
  );
}

export function StatusTag({ mark, children }: { mark: Mark; children: ReactNode }) {
  return (
    <span className={`status-tag status-${mark}`}>
      <MarkShape mark={mark} />
      {children}
    </span>
  );
}
