import type { ReactNode } from 'react';
import {
  isLateOnStrip,
  LATE_DAYS,
  MOVEMENT_KINDS,
  movementKind,
  type Marked,
  type MovementKind,
} from './movement-kind';

/** Around its own middle; each kind has a shape of its own, so that none is told by its colour alone. */
const SHAPES: Readonly<Record<MovementKind, ReactNode>> = {
  paid: <circle r="3.5" />,
  'in-transit': <circle r="2.5" className="strip-hollow" />,
  more: <path d="M-1.2 -4h2.4v2.8h2.8v2.4h-2.8v2.8h-2.4v-2.8h-2.8v-2.4h2.8z" />,
  less: <path d="M-4 -4h8l-4 7.5z" />,
  returned: <path d="M0 -4.6l4.6 4.6l-4.6 4.6l-4.6 -4.6z" />,
  other: <rect x="-3" y="-3" width="6" height="6" />,
};

/** The mark of an event on the strip, at the origin; a ring around it says 补登. */
export function MovementMark({ movement, isCurrent }: { movement: Marked; isCurrent: boolean }) {
  const kind = movementKind(movement.type);
  return (
    <g
      className={`strip-mark moved-${kind}${isCurrent ? ' strip-current' : ''}`}
      transform={isCurrent ? 'scale(1.7)' : ''}
    >
      {isLateOnStrip(movement) && <circle r="6" className="moved-late" />}
      {SHAPES[kind]}
    </g>
  );
}

/** What the marks on the strip mean: those that are there. */
export function StripLegend({ movements }: { movements: readonly Marked[] }) {
  const kinds = (Object.keys(MOVEMENT_KINDS) as MovementKind[]).filter((kind) =>
    movements.some(({ type }) => movementKind(type) === kind),
  );
  if (kinds.length === 0) return null;
  return (
    <ul className="strip-legend" aria-label="图例">
      {kinds.map((kind) => (
        <li key={kind}>
          <LegendShape className={`moved-${kind}`}>{SHAPES[kind]}</LegendShape>
          {MOVEMENT_KINDS[kind]} {movements.filter(({ type }) => movementKind(type) === kind).length}
        </li>
      ))}
      {movements.some(isLateOnStrip) && (
        <li>
          <LegendShape className="moved-late-key">
            <circle r="6" className="moved-late" />
          </LegendShape>
          补登（晚 {LATE_DAYS} 天以上） {movements.filter(isLateOnStrip).length}
        </li>
      )}
    </ul>
  );
}

const LegendShape = ({ className, children }: { className: string; children: ReactNode }) => (
  <svg viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <g className={className}>{children}</g>
  </svg>
);
