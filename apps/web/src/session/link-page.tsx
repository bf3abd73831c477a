import { useState } from 'react';
import { useLocation } from 'react-router';
import { bodyField, wrongIn } from '../forms/body-field';
import { TextField } from '../forms/fields';
import { PageTitle } from '../pages/page-title';
import { IdentityButton } from './identity';
import { PasswordField } from './password-field';
import { PASSWORD_ADVICE, passwordInTheWay, PlainForm } from './plain-form';
import { send } from './session';

const NAME = bodyField('/v1/administrators', 'name', '姓名');
const LOGIN = bodyField('/v1/administrators', 'login', '账号');
const FOUNDER_PASSWORD = bodyField('/v1/administrators', 'password', '密码');
const PASSWORD = bodyField('/v1/password-settings', 'password', '密码');
const AGAIN = bodyField('/v1/password-settings', 'password', '再输一次');

/** What a one-time link opens: a password set by its owner, or an administrator's beginning. The secret follows `#`. */
export function Component() {
  const { hash, pathname } = useLocation();
  const link = hash.slice(1);
  const founds = pathname === '/administrator';
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [name, setName] = useState('');
  const [login, setLogin] = useState('');
  const [done, setDone] = useState<string | null>(null);
  const title = founds ? '就任安全管理员' : '设定密码';
  const inTheWay =
    (founds ? (wrongIn(NAME, name) ?? wrongIn(LOGIN, login)) : null) ?? passwordInTheWay(password, again);
  const submit = async () => {
    const answer = await (founds
      ? send<{ login: string }>('/v1/administrators', { link, name: name.trim(), number: null, login, password })
      : send<{ login: string }>('/v1/password-settings', { link, password }));
    setDone(answer.login);
  };
  return (
    <main id="main" className="sign-in">
      <PageTitle parts={[title]} />
      <h1>{title}</h1>
      {done === null && !founds && link !== '' && (
        <IdentityButton link={link} words={(label) => `不设密码，用${label}登录`} />
      )}
      {done === null ? (
        <PlainForm
          title={title}
          button={title}
          inTheWay={link === '' ? '地址中没有一次性密文' : inTheWay}
          onSend={submit}
        >
          {founds && <TextField of={NAME} text={name} onText={setName} />}
          {founds && <TextField of={LOGIN} text={login} onText={setLogin} note="登录时使用，全系统唯一" />}
          <PasswordField of={founds ? FOUNDER_PASSWORD : PASSWORD} password={password} onPassword={setPassword} isNew />
          <PasswordField of={AGAIN} password={again} onPassword={setAgain} isNew />
          <p className="form-note">{PASSWORD_ADVICE}</p>
        </PlainForm>
      ) : (
        <p role="status">
          账号 <b>{done}</b> 的密码已设定。<a href="/sign-in">去登录</a>
        </p>
      )}
    </main>
  );
}
