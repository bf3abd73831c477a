import type { ReactNode } from 'react';

interface CardProps {
  readonly title: string;
  readonly figure: ReactNode;
  /** What the figure rests on, told to whoever points at it. */
  readonly why?: string;
  readonly children: ReactNode;
}

/** One figure, what it is, and what it is made of. */
export function Card({ title, figure, why, children }: CardProps) {
  return (
    <section className="card" aria-label={title} title={why}>
      <h2>{title}</h2>
      <p className="card-figure">{figure}</p>
      <p className="card-note">{children}</p>
    </section>
  );
}
