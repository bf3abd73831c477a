import { createBrowserRouter, Link, Navigate, useRouteError } from 'react-router';
import { Frame } from './frame/frame';
import { Nothing, Refusal, Waiting } from './pages/answer';
import { PageTitle } from './pages/page-title';
import { words } from './words';

/** One folder per capability, one chunk per screen: each is fetched when it is first opened. */
export const router = createBrowserRouter([
  {
    path: '/',
    element: <Frame />,
    hydrateFallbackElement: <Waiting />,
    children: [
      { index: true, element: <Navigate to="/programmes" replace /> },
      {
        errorElement: <BrokenPage />,
        children: [
          { path: 'programmes', lazy: () => import('./programmes/programme-list-page') },
          { path: 'programmes/:appropriationId', lazy: () => import('./programmes/programme-page') },
          { path: 'payments/*', lazy: () => import('./payments/payments-page') },
          { path: 'alerts/*', lazy: () => import('./alerts/alerts-page') },
          { path: 'replay', lazy: () => import('./replay/replay-page') },
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
        地址可能已改变。<Link to="/programmes">回到{words.pages.programmes}</Link>
      </Nothing>
    </>
  );
}

/** A page that broke, or whose chunk could not be fetched, leaves the frame standing. */
function BrokenPage() {
  const error = useRouteError();
  return <Refusal error={error} onRetry={() => location.reload()} />;
}
