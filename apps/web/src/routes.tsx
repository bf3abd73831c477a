import { createBrowserRouter, Link, useRouteError } from 'react-router';
import { Frame } from './frame/frame';
import { Nothing, Refusal, Waiting } from './pages/answer';
import { isMissingFile, MissingFiles } from './pages/missing-files';
import { PageTitle } from './pages/page-title';
import { words } from './words';

/** One folder per capability, one chunk per screen: each is fetched when it is first opened. */
export const router = createBrowserRouter([
  // In single-person mode nobody is asked to sign in; administrators come in here.
  { path: '/sign-in', lazy: () => import('./session/sign-in-page'), hydrateFallbackElement: <Waiting /> },
  { path: '/set-password', lazy: () => import('./session/link-page'), hydrateFallbackElement: <Waiting /> },
  { path: '/administrator', lazy: () => import('./session/link-page'), hydrateFallbackElement: <Waiting /> },
  { path: '/signed-in', lazy: () => import('./session/came-back-page'), hydrateFallbackElement: <Waiting /> },
  { path: '/confirm-mail', lazy: () => import('./session/confirm-mail-page'), hydrateFallbackElement: <Waiting /> },
  {
    path: '/',
    element: <Frame />,
    hydrateFallbackElement: <Waiting />,
    children: [
      {
        errorElement: <BrokenPage />,
        children: [
          { index: true, lazy: () => import('./workbench/workbench-page') },
          { path: 'programmes', lazy: () => import('./programmes/programme-list-page') },
          { path: 'programmes/issue', lazy: () => import('./programmes/issue-page') },
          { path: 'programmes/:appropriationId', lazy: () => import('./programmes/programme-page') },
          { path: 'payments', lazy: () => import('./payments/payment-list-page') },
          { path: 'payments/payout-run', lazy: () => import('./payments/payout-run-page') },
          { path: 'payments/disbursement', lazy: () => import('./payments/disbursement-page') },
          { path: 'payments/adjustment', lazy: () => import('./payments/adjustment-page') },
          { path: 'payments/:paymentId', lazy: () => import('./payments/payment-page') },
          { path: 'papers', lazy: () => import('./papers/papers-page') },
          { path: 'papers/draft', lazy: () => import('./papers/draft-paper-page') },
          { path: 'papers/new', lazy: () => import('./papers/new-paper-page') },
          { path: 'payees', lazy: () => import('./payees/payees-page') },
          { path: 'signing', lazy: () => import('./signing/signing-page') },
          { path: 'alerts/*', lazy: () => import('./alerts/alerts-page') },
          { path: 'alert-rules', lazy: () => import('./alerts/rules-page') },
          { path: 'watch', lazy: () => import('./watch/watch-page') },
          { path: 'performance', lazy: () => import('./performance/performance-page') },
          { path: 'performance/:programmeId', lazy: () => import('./performance/programme-performance-page') },
          { path: 'months', lazy: () => import('./months/months-page') },
          { path: 'years/:year/closing', lazy: () => import('./years/year-closing-page') },
          { path: 'reports', lazy: () => import('./reports/reports-page') },
          { path: 'replay', lazy: () => import('./replay/replay-page') },
          { path: 'audit', lazy: () => import('./audit/audit-page') },
          { path: 'calendars', lazy: () => import('./calendars/calendars-page') },
          { path: 'setup', lazy: () => import('./setup/setup-page') },
          { path: 'setup/programmes', lazy: () => import('./setup/programmes-page') },
          { path: 'setup/programmes/:programmeId', lazy: () => import('./setup/programme-setup-page') },
          { path: 'setup/plans/:appropriationId', lazy: () => import('./setup/plan-page') },
          { path: 'setup/opening', lazy: () => import('./setup/opening-page') },
          { path: 'setup/schemes', lazy: () => import('./setup/schemes-page') },
          { path: 'setup/templates', lazy: () => import('./setup/templates-page') },
          { path: 'setup/units', lazy: () => import('./setup/units-page') },
          { path: 'dictionaries', lazy: () => import('./setup/dictionaries-page') },
          { path: 'people', lazy: () => import('./people/people-page') },
          { path: 'grants', lazy: () => import('./rights/grants-page') },
          { path: 'notices', lazy: () => import('./notices/notices-page') },
          { path: 'sign-in-log', lazy: () => import('./rights/sign-in-log-page') },
          { path: 'account', lazy: () => import('./session/account-page') },
          { path: 'jobs/*', lazy: () => import('./jobs/jobs-page') },
          { path: '*', element: <NoSuchPage /> },
        ],
      },
    ],
  },
]);

function NoSuchPage() {
  return (
    <>
      <PageTitle parts={[words.pages.notFound]} />
      <h1>{words.pages.notFound}</h1>
      <Nothing>
        地址可能已改变，或少输了几个字。可以去<Link to="/">{words.pages.workbench}</Link>、
        <Link to="/programmes">{words.pages.programmes}</Link>、<Link to="/payments">{words.pages.payments}</Link>
        ，或按 Ctrl+K 查找。
      </Nothing>
    </>
  );
}

/** A page that broke, or whose files could not be fetched, leaves the frame standing. */
function BrokenPage() {
  const error = useRouteError();
  return isMissingFile(error) ? <MissingFiles /> : <Refusal error={error} onRetry={() => location.reload()} />;
}
