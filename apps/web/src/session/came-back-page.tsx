import { useEffect, useState } from 'react';
import { PageTitle } from '../pages/page-title';
import { Refusal, Waiting } from '../pages/answer';
import { words } from '../words';
import { send } from './session';
import { sessionChanged } from './session-query';

type Done = 'signed-in' | 'linked' | 'stepped-up';

/** Once for a page: what stands in the address is good for one answer, however often the page is drawn. */
let answering: Promise<{ done: Done }> | null = null;
function answer(): Promise<{ done: Done }> {
  answering ??= (() => {
    const query = location.search.slice(1);
    // It must not stay in the history of the browser.
    history.replaceState(null, '', location.pathname);
    return send<{ done: Done }>('/v1/session/identity/answer', { query });
  })();
  return answering;
}

/** Back from 统一身份认证. The way back comes from another site; asked from this page, the answer is this site's own. */
export function Component() {
  const [error, setError] = useState<unknown>(null);
  const [done, setDone] = useState<Done | null>(null);
  useEffect(() => {
    answer().then(async ({ done: what }) => {
      setDone(what);
      if (what === 'stepped-up') return;
      await sessionChanged();
      location.assign('/');
    }, setError);
  }, []);
  return (
    <main id="main" className="sign-in">
      <PageTitle parts={['登录']} />
      <h1>{words.product}</h1>
      {error === null && done === null && <Waiting />}
      {done !== null && (
        <p role="status">
          {done === 'stepped-up' ? '已确认是本人，请关闭本页，回到原来的页面提交' : '已登录，正在打开…'}
        </p>
      )}
      {error !== null && (
        <>
          <Refusal error={error} />
          <p>
            <a href="/sign-in">回到登录</a>
          </p>
        </>
      )}
    </main>
  );
}
