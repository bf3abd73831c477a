import { useAddress, type Books } from '../books/books';
import { wallClockInBeijing } from '../books/books-in-address';
import { eventText } from '../pages/page-status';

/** Past books are framed in colour, so that nobody takes them for today's. */
export function PastBooksBanner({ books: { knownAt } }: { books: Books }) {
  const { change } = useAddress();
  if (knownAt === null) return null;
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
