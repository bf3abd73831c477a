import type { ReactNode } from 'react';

/** One figure, what it is, and what it is made of. */
export function Card({ title, figure, children }: { title: string; figure: ReactNode; children: ReactNode }) {
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <p className="card-figure">{figure}</p>
      <p className="card-note">{children}</p>
    </section>
  );
}
