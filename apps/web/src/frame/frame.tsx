import { lazy, Suspense, useMemo, useState } from 'react';
import { Outlet, useNavigation } from 'react-router';
import { yearOf } from '@bofu/kernel';
import { BooksContext, useAddress, type Books } from '../books/books';
import { dayToShow, todayInBeijing } from '../books/books-in-address';
import { useYearsOnBooks } from '../books/years-on-books';
import { Answer } from '../pages/answer';
import { PastBooksBanner } from './past-books-banner';
import { useShortcuts } from './shortcuts';
import { TopBar } from './top-bar';

const ShortcutList = lazy(() => import('./shortcut-list'));

/** What stands around every page: the bar, the books it shows, the banner of past books, the keys. */
export function Frame() {
  const { inAddress } = useAddress();
  const [helpOpen, setHelpOpen] = useState(false);
  useShortcuts([{ key: '?', does: '键盘操作', run: () => setHelpOpen(true) }]);
  const leaving = useNavigation().state !== 'idle';
  return (
    <div className={inAddress.knownAt === null ? 'frame' : 'frame frame-past'}>
      <a className="skip-link" href="#main">
        跳到正文
      </a>
      <TopBar onHelp={() => setHelpOpen(true)} />
      <main id="main" tabIndex={-1} aria-busy={leaving}>
        <WithBooks />
      </main>
      {helpOpen && (
        <Suspense fallback={null}>
          <ShortcutList onClose={() => setHelpOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** The year comes from the address; without one it is this year, or the latest this office has on its books. */
function WithBooks() {
  const { inAddress } = useAddress();
  const yearsOnBooks = useYearsOnBooks();
  if (inAddress.fiscalYear !== null) return <Page fiscalYear={inAddress.fiscalYear} />;
  return (
    <Answer query={yearsOnBooks}>
      {({ value: { years } }) => {
        const thisYear = yearOf(todayInBeijing(new Date()));
        return <Page fiscalYear={years.includes(thisYear) ? thisYear : (years[0] ?? thisYear)} />;
      }}
    </Answer>
  );
}

function Page({ fiscalYear }: { fiscalYear: number }) {
  const { asOf, knownAt, money } = useAddress().inAddress;
  const books = useMemo(
    (): Books => ({
      fiscalYear,
      asOf: asOf ?? dayToShow(fiscalYear, todayInBeijing(new Date())),
      knownAt,
      money,
      writable: knownAt === null,
    }),
    [fiscalYear, asOf, knownAt, money],
  );
  return (
    <BooksContext value={books}>
      <PastBooksBanner books={books} />
      <Outlet />
    </BooksContext>
  );
}
