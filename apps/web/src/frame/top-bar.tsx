import { NavLink } from 'react-router';
import { useAddress } from '../books/books';
import { words } from '../words';
import { ActingPersonPicker } from './acting-person-picker';

const PAGES = ['programmes', 'payments', 'alerts', 'replay', 'jobs'] as const;

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const { linkTo } = useAddress();
  return (
    <header className="top-bar">
      <NavLink to={linkTo('/programmes')} className="top-bar-product">
        {words.product}
      </NavLink>
      <nav aria-label="主要页面">
        {PAGES.map((page) => (
          <NavLink key={page} to={linkTo(`/${page}`)} className="top-bar-link">
            {words.pages[page]}
          </NavLink>
        ))}
      </nav>
      <button type="button" className="top-bar-button" onClick={onHelp} aria-keyshortcuts="?">
        帮助 <kbd>?</kbd>
      </button>
      <ActingPersonPicker />
    </header>
  );
}
