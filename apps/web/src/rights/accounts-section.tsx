import { useState } from 'react';
import { Select } from 'antd';
import type { Person } from '../api/acting-person';
import { queries } from '../api/queries';
import { Field, TextField } from '../forms/fields';
import { Answer } from '../pages/answer';
import { PlainForm } from '../session/plain-form';
import { send } from '../session/session';
import { DataTable } from '../table/data-table';
import { words } from '../words';
import { useAccounts } from './grants';

/** 账号: opened for a person, who alone chooses its password, by a link that is shown once. */
export function AccountsSection({ people }: { people: readonly Person[] }) {
  const accounts = useAccounts();
  const [personId, setPersonId] = useState<string | null>(null);
  const [login, setLogin] = useState('');
  const [link, setLink] = useState<string | null>(null);
  const nameOf = (id: string) => people.find((each) => each.personId === id)?.name ?? words.nothing;
  const show = async (answer: Promise<{ link: string }>) => {
    setLink(`${location.origin}/set-password#${(await answer).link}`);
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
              {
                key: 'last',
                title: '上次登录',
                cell: (row) => row.lastSignedIn?.slice(0, 16).replace('T', ' ') ?? words.nothing,
              },
              {
                key: 'link',
                title: '',
                cell: (row) =>
                  row.disabledAt === null && (
                    <button
                      type="button"
                      className="link-button"
                      onClick={() => void show(send(`/v1/accounts/${row.accountId}/links`, {}))}
                    >
                      签发新链接
                    </button>
                  ),
              },
            ]}
            rows={rows}
            keyOf={(row) => row.accountId}
          />
        )}
      </Answer>
      <PlainForm
        title="开设账号"
        button="开设账号"
        inTheWay={personId === null ? '请选择人员' : login.trim() === '' ? '请填写账号' : null}
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
        <TextField label="账号" text={login} onText={setLogin} limit={64} note="登录时使用，全系统唯一" />
      </PlainForm>
    </section>
  );
}
