import { dateOf, dayOfYear, daysInYear, parseBusinessDate } from '@bofu/kernel';
import { todayInBeijing } from '../books/books-in-address';
import { useBooks } from '../books/books';
import type { Movement } from './difference';
import { movementWord } from './movement-word';
import type { Points } from './points-in-address';

/** The year as a strip: where 甲 and 乙 stand and where the events between them lie, by the clock that was chosen. */
export function MovementStrip({
  points,
  movements,
  current,
  onChoose,
}: {
  points: Points;
  movements: readonly Movement[];
  current: string | null;
  onChoose: (eventId: string) => void;
}) {
  const { fiscalYear } = useBooks();
  /** Of the width, so that only places stretch with the page and no mark does. */
  const share = (date: string): number => {
    const day = parseBusinessDate(date);
    if (day < dateOf(fiscalYear, 1, 1)) return 0;
    if (day > dateOf(fiscalYear, 12, 31)) return 100;
    return (dayOfYear(day) / daysInYear(fiscalYear)) * 100;
  };
  const dayOf = ({ on, recordedAt }: Movement): string =>
    points.basis === 'recorded' ? todayInBeijing(new Date(recordedAt)) : on;
  const x = (date: string): string => `${share(date)}%`;
  const [from, to] = [share(points.a), share(points.b)];
  return (
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
      {Array.from({ length: 12 }, (_, month) => {
        const at = x(dateOf(fiscalYear, month + 1, 1));
        return (
          <g key={month}>
            <line x1={at} x2={at} y1="8" y2="28" className="strip-month" />
            <text x={at} dx="4" y="42" className="strip-text">
              {month + 1}月
            </text>
          </g>
        );
      })}
      {movements.map((movement) => (
        <circle
          key={movement.eventId}
          cx={x(dayOf(movement))}
          cy="18"
          r={movement.eventId === current ? 6 : 3}
          className={movement.eventId === current ? 'strip-event strip-current' : 'strip-event'}
          onClick={() => onChoose(movement.eventId)}
        >
          <title>
            {dayOf(movement)} {movementWord(movement.type)}
          </title>
        </circle>
      ))}
      {[x(points.a), x(points.b)].map((at, which) => (
        <line key={which} x1={at} x2={at} y1="2" y2="34" className="strip-point" />
      ))}
    </svg>
  );
}
