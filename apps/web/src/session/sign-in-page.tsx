import { useState } from 'react';
import { bodyField, wrongIn } from '../forms/body-field';
import { TextField } from '../forms/fields';
import { PageTitle } from '../pages/page-title';
import { words } from '../words';
import { IdentityButton } from './identity';
import { PasswordField } from './password-field';
import { PlainForm } from './plain-form';
import { send, useSession } from './session';
import { sessionChanged } from './session-query';

const LOGIN = bodyField('/v1/session', 'login', '账号');
const PASSWORD = bodyField('/v1/session', 'password', '密码');

/** 登录. Whatever was being entered when a session ended stays as it was, and goes on afterwards. */
export default function SignInPage() {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const inTheWay = wrongIn(LOGIN, login) ?? wrongIn(PASSWORD, password);
  return (
    <main id="main" className="sign-in">
      <PageTitle parts={['登录']} />
      <h1>{words.product}</h1>
      <SignsInTo />
      <PlainForm
        title="登录"
        button="登录"
        inTheWay={inTheWay}
        onSend={async () => {
          await send('/v1/session', { login, password });
          await sessionChanged();
          if (location.pathname === '/sign-in') location.assign('/');
        }}
      >
        <TextField of={LOGIN} text={login} onText={setLogin} autoComplete="username" autoFocus />
        <PasswordField of={PASSWORD} password={password} onPassword={setPassword} />
      </PlainForm>
      <IdentityButton words={(label) => `用${label}登录`} />
      <p className="form-note">忘记密码请找安全管理员签发一次性链接。</p>
    </main>
  );
}

/** Which office this is and at which address it answers, so that nobody enters a password at the wrong one. */
function SignsInTo() {
  const office = useSession().data?.office ?? null;
  return (
    <p className="form-note">
      登录到{office === null ? '' : ` ${office}`}（{location.host}）
    </p>
  );
}

export const Component = SignInPage;
