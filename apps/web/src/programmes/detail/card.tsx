import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface CardProps {
  readonly title: string;
  readonly figure: ReactNode;
  /** Where what it is made of is seen, and what that is. */
  readonly to?: string;
  readonly shows?: string;
  /** What the figure rests on, told to whoever points at it. */
  readonly why?: string;
  readonly children: ReactNode;
}

/** One figure, what it is, and what it is made of. */
export function Card({ title, figure, to, shows, why, children }: CardProps) {
  return (
    <section className="card" aria-label={title} title={why}>
      <h2>
        {title}
        {to !== undefined && (
          <Link to={to} className="card-link no-print">
            {shows}
          </Link>
        )}
      </h2>
      <p className="card-figure">{figure}</p>
      <p className="card-note">{children}</p>
    </section>
  );
}
