import { lazy, Suspense } from 'react';
import { NavLink } from 'react-router';
import { useAddress } from '../books/books';
import { AgencyField } from './agency-field';
import { useOffice } from '../books/office';
import { words } from '../words';
import { holds, useActor } from '../api/acting-person';
import { isAdministration, pagesOfAdministration, useSignedIn } from '../session/session';
import { WhoAmI } from '../session/who-am-i';
import { SearchBox } from '../search/search-box';
import { RunningJobs } from '../jobs/running-jobs';
import { WaitingForMe } from '../signing/waiting-for-me';
import { MorePages } from './more-pages';
import { ActingPersonPicker } from './acting-person-picker';

// Comes after the page: it says how much waits, and nothing waits for it.
const AlertBadge = lazy(() => import('../alerts/alert-badge'));

/** What is opened every day stands in the bar, everything else behind 更多. */
const PAGES = ['programmes', 'payments', 'signing', 'papers', 'alerts', 'watch', 'months', 'reports'] as const;
const MORE_PAGES = [
  ...([
    'performance',
    'payees',
    'replay',
    'audit',
    'alert-rules',
    'calendars',
    'dictionaries',
    'setup',
    'jobs',
  ] as const),
];

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const { linkTo } = useAddress();
  const signedIn = useSignedIn();
  const actor = useActor();
  const { agency } = useOffice();
  // Who oversees a small office confirms its grants.
  const confirmsGrants =
    signedIn !== null && holds(actor, 'supervisor', 'auditor') && agency !== null && agency.smallOffice !== null;
  const morePages = confirmsGrants ? ([...MORE_PAGES, 'grants'] as const) : MORE_PAGES;
  const administers = signedIn !== null && actor !== null && isAdministration(actor.post);
  return (
    <header className="top-bar">
      <NavLink to={linkTo('/')} end className="top-bar-product">
        {words.product}
      </NavLink>
      <nav aria-label="主要页面">
        {!administers && (
          <NavLink to={linkTo('/')} end className="top-bar-link">
            {words.pages.workbench}
          </NavLink>
        )}
        {(administers ? pagesOfAdministration(actor.posts) : PAGES)
          // In single-person mode nothing is signed.
          .filter((page) => page !== 'signing' || signedIn !== null)
          .map((page) => (
            <NavLink key={page} to={linkTo(`/${page}`)} className="top-bar-link">
              {words.pages[page]}
              {page === 'signing' && <WaitingForMe />}
              {page === 'alerts' && (
                <Suspense fallback={null}>
                  <AlertBadge />
                </Suspense>
              )}
            </NavLink>
          ))}
        {!administers && (
          <MorePages pages={morePages.map((page) => ({ to: linkTo(`/${page}`), word: words.pages[page] }))} />
        )}
        {!administers && <RunningJobs />}
      </nav>
      {!administers && agency !== null && <SearchBox />}
      <button type="button" className="top-bar-button" onClick={onHelp} aria-keyshortcuts="?">
        帮助 <kbd>?</kbd>
      </button>
      <AgencyField />
      {signedIn === null ? <ActingPersonPicker /> : <WhoAmI />}
    </header>
  );
}
