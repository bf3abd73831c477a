import { useAddress, type Books } from '../books/books';

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
  /^\d{4}-\d{2}-\d{2}T/.test(knownAt) ? knownAt.slice(0, 19).replace('T', ' ') : `登记到 ${knownAt} 为止`;
