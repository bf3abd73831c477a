import { useState } from 'react';
import { Select } from 'antd';
import { holds, useActor, type Person } from '../api/acting-person';
import { queries } from '../api/queries';
import { bodyField, wrongIn } from '../forms/body-field';
import { Field, TextField } from '../forms/fields';
import { Answer } from '../pages/answer';
import { PlainForm } from '../session/plain-form';
import { send, useSession } from '../session/session';
import { sessionChanged } from '../session/session-query';
import { DataTable } from '../table/data-table';
import { words } from '../words';
import { useNameOf } from './everybody';
import { useAccounts, type Account } from './grants';

const LOGIN = bodyField('/v1/accounts', 'login', '账号');
const ENDING_REASON = bodyField('/v1/session-endings', 'reason', '缘由');
const SUBJECT = bodyField('/v1/accounts/{accountId}/identity', 'subject', '用户标识');
/** Of ending its sessions and of disabling it. */
const REASON = bodyField('/v1/accounts/{accountId}/disabling', 'reason', '缘由');

/** 账号: opened for a person, who alone chooses its password, by a link that is shown once. */
export function AccountsSection({ people }: { people: readonly Person[] }) {
  const accounts = useAccounts();
  const [personId, setPersonId] = useState<string | null>(null);
  const [login, setLogin] = useState('');
  const [link, setLink] = useState<string | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const opened = accounts.data?.find(({ accountId }) => accountId === openId) ?? null;
  const actor = useActor();
  const nameOf = useNameOf();
  const show = async (answer: Promise<{ link: string }>) => {
    setLink(linkTo((await answer).link));
    await queries.invalidateQueries({ queryKey: ['accounts'] });
  };
  return (
    <section aria-label="账号">
      <h2>账号</h2>
      {link !== null && (
        <p role="status" className="panel">
          设定密码的一次性链接，只显示这一次，请当面交给本人：
          <br />
          <code>{link}</code>
        </p>
      )}
      <Answer query={accounts}>
        {(rows) => (
          <DataTable
            caption="全部账号"
            columns={[
              { key: 'login', title: '账号', names: true, cell: (row) => row.login },
              { key: 'person', title: '人员', cell: (row) => nameOf(row.personId) },
              {
                key: 'state',
                title: '状态',
                cell: (row) => (row.disabledAt !== null ? '已停用' : row.hasPassword ? '可登录' : '待设定密码'),
              },
              { key: 'identity', title: '统一身份', cell: (row) => (row.identityLinked ? '已关联' : words.nothing) },
              {
                key: 'last',
                title: '上次登录',
                cell: (row) => row.lastSignedIn?.slice(0, 16).replace('T', ' ') ?? words.nothing,
              },
              {
                key: 'open',
                title: '',
                word: '办理',
                cell: (row) =>
                  row.disabledAt === null && (
                    <button
                      type="button"
                      className="link-button"
                      aria-label={`办理账号 ${row.login}`}
                      onClick={() => setOpenId(row.accountId)}
                    >
                      办理
                    </button>
                  ),
              },
            ]}
            rows={rows}
            keyOf={(row) => row.accountId}
          />
        )}
      </Answer>
      {opened !== null && (
        <OpenedAccount
          key={opened.accountId}
          account={opened}
          mayIssue={holds(actor, 'security-administrator')}
          onLink={setLink}
        />
      )}
      {holds(actor, 'security-administrator') && <EndAllSessions />}
      <PlainForm
        title="开设账号"
        button="开设账号"
        inTheWay={personId === null ? '请选择人员' : wrongIn(LOGIN, login)}
        onSend={async () => {
          await show(send('/v1/accounts', { personId, login: login.trim() }));
          setPersonId(null);
          setLogin('');
        }}
      >
        <Field label="人员">
          {(id) => (
            <Select
              id={id}
              value={personId}
              onChange={setPersonId}
              options={people.map(({ personId: value, name, number }) => ({ value, label: `${name} ${number ?? ''}` }))}
            />
          )}
        </Field>
        <TextField of={LOGIN} text={login} onText={setLogin} note="登录时使用，全系统唯一" />
      </PlainForm>
    </section>
  );
}

/** 结束所有人的会话: where a key may be in hands that nobody knows of. */
function EndAllSessions() {
  const [reason, setReason] = useState('');
  return (
    <PlainForm
      title="结束所有人的会话"
      button="结束所有人的会话"
      inTheWay={wrongIn(ENDING_REASON, reason)}
      onSend={async () => {
        await send('/v1/session-endings', { reason: reason.trim() });
        await sessionChanged();
      }}
    >
      <TextField
        of={ENDING_REASON}
        text={reason}
        onText={setReason}
        note="所有人须重新登录，您也在内；账号与令牌不变"
      />
    </PlainForm>
  );
}

const linkTo = (secret: string): string => `${location.origin}/set-password#${secret}`;

/** 签发链接, 结束会话, 停用, of the account that was opened. */
function OpenedAccount({
  account,
  mayIssue,
  onLink,
}: {
  account: Account;
  mayIssue: boolean;
  onLink: (link: string) => void;
}) {
  const { accountId, login, identityLinked } = account;
  const [reason, setReason] = useState('');
  const [subject, setSubject] = useState('');
  const provider = useSession().data?.identityProvider ?? null;
  const [done, setDone] = useState<string | null>(null);
  const end = async (how: 'session-ending' | 'disabling', told: string) => {
    const why = { reason: reason.trim() };
    if (how === 'disabling') await send(`/v1/accounts/${accountId}/disabling`, why);
    else await send(`/v1/accounts/${accountId}/session-ending`, why);
    setReason('');
    setDone(told);
    await queries.invalidateQueries({ queryKey: ['accounts'] });
  };
  const noReason = reason.trim() === '' && done !== null ? done : wrongIn(REASON, reason);
  return (
    <section aria-label={`账号 ${login}`}>
      <h3>账号 {login}</h3>
      {mayIssue && (
        <PlainForm
          title="忘记密码"
          button="签发新链接"
          inTheWay={null}
          onSend={async () =>
            onLink(linkTo((await send<{ link: string }>(`/v1/accounts/${accountId}/links`, {})).link))
          }
        >
          <p className="form-note">旧的链接随之作废；凭新链接设定密码后，现有会话结束。</p>
        </PlainForm>
      )}
      {mayIssue && identityLinked && (
        <PlainForm
          title={`解除${provider ?? '统一身份认证'}关联`}
          button="解除关联"
          inTheWay={null}
          onSend={async () => {
            await send(`/v1/accounts/${accountId}/identity/removal`, {});
            await queries.invalidateQueries({ queryKey: ['accounts'] });
          }}
        >
          <p className="form-note">本人不能再由此登录；账号与密码不变，可另行关联。</p>
        </PlainForm>
      )}
      {mayIssue && provider !== null && !identityLinked && (
        <PlainForm
          title={`关联${provider}`}
          button="关联"
          inTheWay={wrongIn(SUBJECT, subject)}
          onSend={async () => {
            await send(`/v1/accounts/${accountId}/identity`, { subject: subject.trim() });
            setSubject('');
            await queries.invalidateQueries({ queryKey: ['accounts'] });
            setDone(`账号 ${login} 已关联`);
          }}
        >
          <TextField
            of={SUBJECT}
            text={subject}
            onText={setSubject}
            note={`${provider}中的 sub；本人凭一次性链接自行关联的，不用填写`}
          />
        </PlainForm>
      )}
      <TextField of={REASON} text={reason} onText={setReason} />
      <PlainForm
        title="结束会话"
        button="结束会话"
        inTheWay={noReason}
        onSend={() => end('session-ending', `账号 ${login} 的会话已结束`)}
      >
        <p className="form-note">下一次请求起须重新登录；账号仍可使用。</p>
      </PlainForm>
      <PlainForm
        title="停用账号"
        button="停用账号"
        inTheWay={noReason}
        onSend={() => end('disabling', `账号 ${login} 已停用`)}
      >
        <p className="form-note">停用后不能再登录，也不能恢复。</p>
      </PlainForm>
    </section>
  );
}
