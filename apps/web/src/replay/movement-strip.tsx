import { addDays, dateOf } from '@bofu/kernel';
import { useBooks } from '../books/books';
import type { Movement } from './difference';
import { movementKind } from './movement-kind';
import { MovementMark, StripLegend } from './movement-mark';
import { movementWord } from './movement-word';
import type { Points } from './points-in-address';
import { dayOn } from './steps';
import { placesOnStrip, type Spacing } from './strip-places';

/** The year as a strip: where 甲 and 乙 stand and where the events between them lie, by the clock that was chosen. */
export function MovementStrip({
  points,
  movements,
  spacing,
  current,
  onChoose,
}: {
  points: Points;
  movements: readonly Movement[];
  spacing: Spacing;
  current: string | null;
  onChoose: (eventId: string) => void;
}) {
  const { fiscalYear } = useBooks();
  const { endOfDay, placeOfEvent } = placesOnStrip({ points, movements, spacing, fiscalYear });
  const [from, to] = [endOfDay(points.a), endOfDay(points.b)];
  const months = Array.from({ length: 12 }, (_, before) => ({
    month: before + 1,
    at: endOfDay(addDays(dateOf(fiscalYear, before + 1, 1), -1)),
  }))
    // A month without events has no width where events have one each.
    .filter(({ at }, which, all) => spacing === 'time' || at !== (all[which + 1]?.at ?? 100));
  // What a step stands on lies above its neighbours of the same day.
  const inFront = [...movements].sort((one, other) => rank(one, current) - rank(other, current));
  return (
    <>
      <svg
        className="movement-strip"
        role="img"
        aria-label={`甲 ${points.a}，乙 ${points.b}，其间 ${movements.length} 个事件`}
      >
        <rect
          x={`${Math.min(from, to)}%`}
          y="8"
          width={`${Math.abs(to - from)}%`}
          height="20"
          className="strip-between"
        />
        {months.map(({ month, at }) => (
          <g key={month}>
            <line x1={`${at}%`} x2={`${at}%`} y1="8" y2="28" className="strip-month" />
            <text x={`${at}%`} dx="4" y="42" className="strip-text">
              {month}月
            </text>
          </g>
        ))}
        {inFront.map((movement) => (
          <svg
            key={movement.eventId}
            className="strip-event"
            x={`${placeOfEvent(movement)}%`}
            y="18"
            overflow="visible"
            onClick={() => onChoose(movement.eventId)}
          >
            <title>
              {dayOn(points.basis, movement)} {movementWord(movement.type)}
            </title>
            <MovementMark movement={movement} isCurrent={movement.eventId === current} />
          </svg>
        ))}
        {[`${from}%`, `${to}%`].map((at, which) => (
          <line key={which} x1={at} x2={at} y1="2" y2="34" className="strip-point" />
        ))}
      </svg>
      <StripLegend movements={movements} />
    </>
  );
}

/** Money paid is most of it: what is rarer lies above. */
const rank = ({ eventId, type }: Movement, current: string | null): number =>
  eventId === current ? 2 : movementKind(type) === 'paid' || movementKind(type) === 'in-transit' ? 0 : 1;
