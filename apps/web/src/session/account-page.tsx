import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { queries } from '../api/queries';
import { bodyField, wrongIn } from '../forms/body-field';
import { Answer, Nothing } from '../pages/answer';
import { PageTitle } from '../pages/page-title';
import { DataTable } from '../table/data-table';
import { words } from '../words';
import { MailSection } from './mail-section';
import { PasswordField } from './password-field';
import { PASSWORD_ADVICE, passwordInTheWay, PlainForm } from './plain-form';
import { send, useSignedIn } from './session';

const CURRENT = bodyField('/v1/session/password', 'current', '现用密码');
const NEXT = bodyField('/v1/session/password', 'next', '新密码');
const AGAIN = bodyField('/v1/session/password', 'next', '再输一次');

const KEY = ['session', 'history'];
const minuteOf = (time: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(time),
  );

/** 我的账号: one's own password, and where one has been signed in from. */
export function Component() {
  const signedIn = useSignedIn();
  const history = useQuery({
    queryKey: KEY,
    queryFn: async () => (await read(api.GET('/v1/session/history'))).value.items,
    enabled: signedIn !== null,
  });
  return (
    <>
      <PageTitle parts={[words.pages.account]} />
      <h1>{words.pages.account}</h1>
      {signedIn === null ? (
        <Nothing>单人模式没有账号；有人以登录方式工作后，在这里更改密码。</Nothing>
      ) : (
        <>
          <p>
            {signedIn.name}（账号 {signedIn.login}）
          </p>
          <ChangePassword />
          <MailSection />
          <section aria-label="我的会话">
            <h2>我的会话</h2>
            <p className="form-note">
              一个账号一次只有一个会话，在别处登录即结束这里的。有不认得的，请更改密码，并告诉安全管理员。
            </p>
            <Answer query={history}>
              {(rows) => (
                <DataTable
                  caption="最近 20 次登录"
                  columns={[
                    { key: 'opened', title: '登录时间', names: true, cell: (row) => minuteOf(row.openedAt) },
                    { key: 'seen', title: '最后使用', cell: (row) => minuteOf(row.seenAt) },
                    { key: 'from', title: '来自', cell: (row) => row.address ?? words.nothing },
                    {
                      key: 'state',
                      title: '状态',
                      cell: (row) => (row.isThis ? '当前' : row.open ? '使用中' : '已结束'),
                    },
                  ]}
                  rows={rows}
                  keyOf={(row) => row.sessionId}
                />
              )}
            </Answer>
          </section>
        </>
      )}
    </>
  );
}

function ChangePassword() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [done, setDone] = useState(false);
  return (
    <PlainForm
      title="更改密码"
      button="更改密码"
      inTheWay={
        current === '' && done
          ? '密码已更改，其他会话已结束'
          : (wrongIn(CURRENT, current) ?? passwordInTheWay(next, again))
      }
      onSend={async () => {
        setDone(false);
        await send('/v1/session/password', { current, next });
        for (const clear of [setCurrent, setNext, setAgain]) clear('');
        setDone(true);
        await queries.invalidateQueries({ queryKey: KEY });
      }}
    >
      <PasswordField of={CURRENT} password={current} onPassword={setCurrent} />
      <PasswordField of={NEXT} password={next} onPassword={setNext} isNew />
      <PasswordField of={AGAIN} password={again} onPassword={setAgain} isNew />
      <p className="form-note">{PASSWORD_ADVICE}</p>
    </PlainForm>
  );
}
