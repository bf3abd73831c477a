import { Link } from 'react-router';
import { useAddress } from '../books/books';

/** Where a form belongs, and the way back to it. */
export function Crumbs({ to, word, here }: { to: string; word: string; here: string }) {
  const { linkTo } = useAddress();
  return (
    <nav aria-label="位置" className="crumbs no-print">
      <Link to={linkTo(to)}>{word}</Link> / {here}
    </nav>
  );
}
