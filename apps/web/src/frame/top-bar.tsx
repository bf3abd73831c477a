import { NavLink } from 'react-router';
import { useAddress } from '../books/books';
import { AgencyField } from './agency-field';
import { words } from '../words';
import { useActor } from '../api/acting-person';
import { isAdministration, useSignedIn } from '../session/session';
import { WhoAmI } from '../session/who-am-i';
import { ActingPersonPicker } from './acting-person-picker';

const PAGES = ['programmes', 'payments', 'alerts', 'alert-rules', 'months', 'replay', 'calendars', 'jobs'] as const;

/** Administrators see no money. */
const ADMINISTRATION = ['grants', 'people'] as const;

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const { linkTo } = useAddress();
  const signedIn = useSignedIn();
  const actor = useActor();
  const administers = signedIn !== null && actor !== null && isAdministration(actor.post);
  return (
    <header className="top-bar">
      <NavLink to={linkTo('/programmes')} className="top-bar-product">
        {words.product}
      </NavLink>
      <nav aria-label="主要页面">
        {(administers ? ADMINISTRATION : PAGES).map((page) => (
          <NavLink key={page} to={linkTo(`/${page}`)} className="top-bar-link">
            {words.pages[page]}
          </NavLink>
        ))}
      </nav>
      <button type="button" className="top-bar-button" onClick={onHelp} aria-keyshortcuts="?">
        帮助 <kbd>?</kbd>
      </button>
      <AgencyField />
      {signedIn === null ? <ActingPersonPicker /> : <WhoAmI />}
    </header>
  );
}
