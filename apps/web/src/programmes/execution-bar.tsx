import { oneDecimal } from '../marks/money';
import './execution-bar.css';

const LENGTH = 160;

/** Percent text to a place on the bar; less than nothing and more than all stop at its ends. */
const placeOf = (percent: string): number => {
  const hundredths = Math.max(0, Math.min(10_000, Number(percent.replace('.', ''))));
  return (hundredths * LENGTH) / 10_000;
};

/** Dark: what was paid. Dots: what the plan had by the day. Line: how much of the year has gone. */
export function ExecutionBar({
  actual,
  planned,
  elapsed,
}: {
  actual: string | null;
  planned: string | null;
  elapsed: string | null;
}) {
  const text = [
    actual !== null && `实际 ${oneDecimal(actual)}%`,
    planned !== null && `计划 ${oneDecimal(planned)}%`,
    elapsed !== null && `序时 ${oneDecimal(elapsed)}%`,
  ]
    .filter(Boolean)
    .join('，');
  return (
    <svg className="execution-bar" role="img" aria-label={text} width={LENGTH} height="18">
      <title>{text}</title>
      <rect className="execution-bar-whole" x="0" y="4" width={LENGTH} height="10" />
      {actual !== null && <rect className="execution-bar-actual" x="0" y="4" width={placeOf(actual)} height="10" />}
      {planned !== null && (
        <line className="execution-bar-planned" x1={placeOf(planned)} x2={placeOf(planned)} y1="1" y2="17" />
      )}
      {elapsed !== null && (
        <line className="execution-bar-elapsed" x1={placeOf(elapsed)} x2={placeOf(elapsed)} y1="1" y2="17" />
      )}
    </svg>
  );
}

export function ExecutionBarKey() {
  return (
    <span className="execution-bar-key">
      <svg width="22" height="12" aria-hidden="true">
        <rect className="execution-bar-actual" x="1" y="2" width="20" height="8" />
      </svg>
      实际
      <svg width="10" height="14" aria-hidden="true">
        <line className="execution-bar-planned" x1="5" x2="5" y1="0" y2="14" />
      </svg>
      计划
      <svg width="10" height="14" aria-hidden="true">
        <line className="execution-bar-elapsed" x1="5" x2="5" y1="0" y2="14" />
      </svg>
      序时
    </span>
  );
}
