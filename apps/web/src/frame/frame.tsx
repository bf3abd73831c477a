import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Navigate, Outlet, useLocation, useNavigation } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { yearOf, type BusinessDate } from '@bofu/kernel';
import { ActorContext, actorAmong, useActor, useChoice, type Actor } from '../api/acting-person';
import { BooksContext, useAddress, type Books } from '../books/books';
import { dayToShow, todayInBeijing } from '../books/books-in-address';
import { useIsUnderWay } from '../api/recordings';
import { OfficeContext, useOffice, useOfficeOf } from '../books/office';
import type { Office } from '../books/office-query';
import { unitToShow } from '../books/money-unit';
import { rememberYear } from '../books/seen-last';
import { yearsOnBooks } from '../books/years-on-books';
import { Answer } from '../pages/answer';
import {
  isAdministration,
  pagesOfAdministration,
  postsOn,
  SignedInContext,
  useSession,
  useSignedIn,
} from '../session/session';
import type { SignedIn } from '../session/session-query';
import { useDensity } from '../table/density';
import { BeforeLeaving } from './before-leaving';
import { LiveChanges } from './live-changes';
import { NobodyChosen } from './acting-person-picker';
import { ActRecorded, PageArrived } from './page-arrived';
import { PastBooksBanner } from './past-books-banner';
import { PrintFoot, PrintHead } from './print-marks';
import { useShortcuts } from './shortcuts';
import { TopBar } from './top-bar';
import { UnattendedActs } from './unattended-acts';

const ShortcutList = lazy(() => import('./shortcut-list'));
const Beginning = lazy(() => import('../people/beginning'));
const WithEntryInHand = lazy(() => import('../papers/with-entry-in-hand'));
const SignInPage = lazy(() => import('../session/sign-in-page'));

/** Whoever must sign in does so first; nothing of the books is asked for before. */
export function Frame() {
  const session = useSession();
  return (
    <Answer query={session}>
      {({ signInRequired, signedIn }) =>
        signInRequired && signedIn === null ? (
          <Suspense fallback={null}>
            <SignInPage />
          </Suspense>
        ) : (
          <SignedInContext value={signedIn}>
            <FrameOfBooks />
          </SignedInContext>
        )
      }
    </Answer>
  );
}

/** What stands around every page: the bar, who acts, the books it shows, the banner of past books, the keys. */
function FrameOfBooks() {
  const { inAddress } = useAddress();
  const [helpOpen, setHelpOpen] = useState(false);
  useShortcuts([{ key: '?', does: '键盘操作', run: () => setHelpOpen(true) }]);
  const leaving = useNavigation().state !== 'idle';
  const office = useOfficeOf(inAddress.agency);
  const signedIn = useSignedIn();
  return (
    <OfficeContext value={office.data ?? NO_OFFICE}>
      <WithActor>
        <div className={inAddress.knownAt === null ? 'frame' : 'frame frame-past'}>
          <a className="skip-link" href="#main">
            跳到正文
          </a>
          <TopBar onHelp={() => setHelpOpen(true)} />
          <PageArrived />
          <ActRecorded />
          <BeforeLeaving />
          <LiveChanges />
          <UnattendedActs />
          <main id="main" tabIndex={-1} aria-busy={leaving}>
            <PrintHead />
            <Answer query={office}>
              {({ agency, people }) =>
                administers(signedIn) ? <AdministratorsBooks /> : <BeginningOrBooks agency={agency} people={people} />
              }
            </Answer>
            <PrintFoot />
          </main>
          {helpOpen && (
            <Suspense fallback={null}>
              <ShortcutList onClose={() => setHelpOpen(false)} />
            </Suspense>
          )}
        </div>
      </WithActor>
    </OfficeContext>
  );
}

/** Who is there may be known before the form that registered her has had its answer: it stays until then. */
function BeginningOrBooks({ agency, people }: Pick<Office, 'agency' | 'people'>) {
  const isRegistering = useIsUnderWay('person');
  const isNew = agency === null || people.length === 0;
  const [stays, setStays] = useState(isNew);
  const begins = isNew || (stays && isRegistering);
  if (stays !== begins) setStays(begins);
  if (!begins) return <WithBooks />;
  return (
    <Suspense fallback={null}>
      <Beginning agency={agency} />
    </Suspense>
  );
}

const NO_OFFICE = { agencies: [], agency: null, people: [] };

function WithActor({ children }: { children: ReactNode }) {
  const { agency, people } = useOffice();
  const agencyId = agency?.agencyId ?? null;
  const choice = useChoice(agencyId);
  const signedIn = useSignedIn();
  const actor = useMemo(
    () => (signedIn === null ? actorAmong(agencyId, people, choice) : actorSignedIn(agencyId, signedIn)),
    [agencyId, people, choice, signedIn],
  );
  return <ActorContext value={actor}>{children}</ActorContext>;
}

/** Who has signed in acts from the post she holds there; without any she only looks. */
function actorSignedIn(agencyId: string | null, signedIn: SignedIn): Actor | null {
  const posts = postsOn(signedIn, agencyId);
  const [post] = posts;
  return post === undefined ? null : { agencyId, personId: signedIn.personId, name: signedIn.name, post, posts };
}

const administers = (signedIn: SignedIn | null): boolean =>
  signedIn !== null && signedIn.posts.some(({ post }) => isAdministration(post));

/** 管理员: no books are asked for, and every other address leads to what is theirs. */
function AdministratorsBooks() {
  const { pathname } = useLocation();
  const actor = useActor();
  const isOnTheWay = useNavigation().state !== 'idle';
  const pages = [...(actor === null ? [] : pagesOfAdministration(actor.posts)), 'account'];
  // Whoever has chosen a page by now is not sent to another.
  if (!pages.some((page) => pathname === `/${page}`)) return isOnTheWay ? null : <Navigate to="/grants" replace />;
  return <Page agencyId={null} fiscalYear={yearOf(todayInBeijing(new Date()))} />;
}

/** The year comes from the address; without one it is that of the day asked for, or this year, or the latest on the books. */
function WithBooks() {
  const { inAddress } = useAddress();
  const { agencies, agency } = useOffice();
  const agencyId = agencies.length > 1 ? (agency?.agencyId ?? null) : null;
  const onBooks = useQuery(yearsOnBooks(agencyId));
  const years = onBooks.data?.value.years;
  const year = inAddress.fiscalYear ?? (years && yearToShow(years, inAddress.asOf));
  const openedOn = inAddress.fiscalYear === null && inAddress.asOf === null ? year : undefined;
  useEffect(() => {
    if (openedOn !== undefined) rememberYear(openedOn);
  }, [openedOn]);
  // One place for the page, whether the year is in the address or not: a form that keeps its draft puts it there, and
  // must not be made anew while what it says is being recorded.
  if (year === undefined) return <Answer query={onBooks}>{() => null}</Answer>;
  return <Page agencyId={agencyId} fiscalYear={year} />;
}

function yearToShow(years: readonly number[], asOf: BusinessDate | null): number {
  const thisYear = yearOf(todayInBeijing(new Date()));
  const wanted = [asOf === null ? thisYear : yearOf(asOf), thisYear];
  return wanted.find((year) => years.includes(year)) ?? years[0] ?? thisYear;
}

function Page({ agencyId, fiscalYear }: { agencyId: string | null; fiscalYear: number }) {
  const { address, inAddress } = useAddress();
  const { asOf, knownAt } = inAddress;
  useDensity();
  const isEnteredAgain = address.has('again') || address.has('paperDraft');
  const actor = useActor();
  const { pathname } = useLocation();
  const money = inAddress.money ?? unitToShow(actor?.personId ?? null, pathname);
  const signedIn = useSignedIn();
  const writable = knownAt === null && actor !== null;
  const books = useMemo(
    (): Books => ({
      agencyId,
      fiscalYear,
      asOf: asOf ?? dayToShow(fiscalYear, todayInBeijing(new Date())),
      knownAt,
      money,
      writable,
    }),
    [agencyId, fiscalYear, asOf, knownAt, money, writable],
  );
  return (
    <BooksContext value={books}>
      <PastBooksBanner books={books} />
      {knownAt === null && actor === null && (signedIn === null ? <NobodyChosen /> : <NoPost />)}
      {isEnteredAgain ? (
        <Suspense fallback={null}>
          <WithEntryInHand>
            <Outlet />
          </WithEntryInHand>
        </Suspense>
      ) : (
        <Outlet />
      )}
    </BooksContext>
  );
}

function NoPost() {
  return (
    <div className="nobody-chosen" role="status">
      您还没有岗位，请联系安全管理员授权。
    </div>
  );
}
