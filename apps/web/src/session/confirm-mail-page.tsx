import { useState } from 'react';
import { useLocation } from 'react-router';
import { PageTitle } from '../pages/page-title';
import { PlainForm } from './plain-form';
import { send } from './session';

/** What the link in the mail opens; confirmed by a press, because programs that look through mail follow links. */
export function Component() {
  const link = useLocation().hash.slice(1);
  const [done, setDone] = useState(false);
  return (
    <main id="main" className="sign-in">
      <PageTitle parts={['确认邮箱']} />
      <h1>确认邮箱</h1>
      {done ? (
        <p role="status">
          邮箱已确认，今后的通知会发到这里。<a href="/">去工作台</a>
        </p>
      ) : (
        <PlainForm
          title="用这个邮箱接收通知"
          button="确认"
          inTheWay={link === '' ? '地址中没有密文' : null}
          onSend={async () => {
            await send('/v1/mail-confirmations', { link });
            setDone(true);
          }}
        >
          <p className="form-note">邮件中只有称呼和链接，没有金额和收款人。</p>
        </PlainForm>
      )}
    </main>
  );
}
