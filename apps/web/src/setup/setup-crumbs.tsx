import { Link } from 'react-router';
import { useAddress } from '../books/books';
import { words } from '../words';
import './setup.css';

/** Back to what there is to set up. */
export function SetupCrumbs({ here }: { here: string }) {
  const { linkTo } = useAddress();
  return (
    <nav aria-label="位置" className="crumbs no-print">
      <Link to={linkTo('/setup')}>{words.pages.setup}</Link> / {here}
    </nav>
  );
}
