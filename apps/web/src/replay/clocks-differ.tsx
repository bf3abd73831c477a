import { Money } from '../marks/money';
import { useBearerNames } from '../payments/bearers';
import { instantText } from '../pages/page-status';
import type { Difference } from './difference';
import { movementWord } from './movement-word';
import type { Points } from './points-in-address';

/** Where the two clocks give different figures for one day, one sentence says so and names the events that make it. */
export function ClocksDiffer({
  difference,
  points,
  onChoose,
}: {
  difference: Difference;
  points: Points;
  onChoose: (eventId: string) => void;
}) {
  const nameOf = useBearerNames();
  const points2 = [
    { name: '甲', day: points.a, found: difference.clocksDiffer.a },
    { name: '乙', day: points.b, found: difference.clocksDiffer.b },
  ].filter(({ found }) => found.count > 0);
  if (points2.length === 0) return <p className="form-note">甲、乙两日的两个口径一致：没有补登或提前登记的事件。</p>;
  return (
    <div className="clocks-differ">
      {points2.map(({ name, day, found }) => (
        <div key={name}>
          {name} {day} 的两个口径不同：{found.count} 个事件按业务日期与按登记时点计入不同。
          <ul>
            {found.events.map(({ eventId, appropriationId, type, on, recordedAt, settled, inTransit, budget }) => (
              <li key={eventId}>
                <button type="button" className="link-button" onClick={() => onChoose(eventId)}>
                  {movementWord(type)}
                </button>{' '}
                {nameOf({ appropriationId })}， 业务日期 {on}，登记 {instantText(recordedAt)}，
                <Money yuan={settled !== '0.00' ? settled : inTransit !== '0.00' ? inTransit : budget} signed />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
