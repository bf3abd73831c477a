import { useState } from 'react';
import { Input } from 'antd';
import { Field } from '../forms/fields';
import { PageTitle } from '../pages/page-title';
import { words } from '../words';
import { IdentityButton } from './identity';
import { PasswordField } from './password-field';
import { PlainForm } from './plain-form';
import { send, sessionChanged } from './session';

/** 登录. Whatever was being entered when a session ended stays as it was, and goes on afterwards. */
export default function SignInPage() {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const inTheWay = login.trim() === '' ? '请填写账号' : password === '' ? '请填写密码' : null;
  return (
    <main id="main" className="sign-in">
      <PageTitle parts={['登录']} />
      <h1>{words.product}</h1>
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
        <Field label="账号">
          {(id) => (
            <Input
              id={id}
              value={login}
              maxLength={64}
              autoComplete="username"
              autoFocus
              onChange={({ target }) => setLogin(target.value)}
            />
          )}
        </Field>
        <PasswordField label="密码" password={password} onPassword={setPassword} />
      </PlainForm>
      <IdentityButton words={(label) => `用${label}登录`} />
      <p className="form-note">忘记密码请找安全管理员签发一次性链接。</p>
    </main>
  );
}

export const Component = SignInPage;
