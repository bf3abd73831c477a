import { useAddress, type Books } from '../books/books';
import { dayToShow, todayInBeijing, wallClockInBeijing } from '../books/books-in-address';
import { eventText } from '../pages/page-status';

/** Past books are framed in colour, so that nobody takes them for today's; figures up to a day before say so. */
export function PastBooksBanner({ books: { knownAt, asOf, fiscalYear } }: { books: Books }) {
  const { change } = useAddress();
  if (knownAt === null) {
    const last = dayToShow(fiscalYear, todayInBeijing(new Date()));
    if (asOf >= last) return null;
    return (
      <div className="past-books-banner past-day no-print" role="status">
        <span>
          数字截至 <b>{asOf}</b>，此后的没有计入
        </span>
        <button type="button" onClick={() => change({ asOf: null })}>
          看到 {last}
        </button>
      </div>
    );
  }
  return (
    <div className="past-books-banner" role="status">
      您正在查看 <b>{pastMoment(knownAt)}</b> 的账，不能登记
      <button type="button" onClick={() => change({ knownAt: null })}>
        回到现在
      </button>
    </div>
  );
}

const pastMoment = (knownAt: string): string =>
  wallClockInBeijing(knownAt)?.replace('T', ' ') ?? `登记到事件 #${eventText(knownAt)} 为止`;
