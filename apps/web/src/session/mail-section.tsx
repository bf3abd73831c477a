import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { queries } from '../api/queries';
import { bodyField, wrongIn } from '../forms/body-field';
import { TextField } from '../forms/fields';
import { Answer, Nothing } from '../pages/answer';
import { PlainForm } from './plain-form';
import { send } from './session';

const ADDRESS = bodyField('/v1/session/mail-address', 'address', '邮箱');

const KEY = ['session', 'mail-address'];

/** 邮件通知: one's own address, in use once the link sent there was followed. */
export function MailSection() {
  const mail = useQuery({
    queryKey: KEY,
    queryFn: async () => (await read(api.GET('/v1/session/mail-address'))).value,
  });
  const [address, setAddress] = useState('');
  const asked = () => queries.invalidateQueries({ queryKey: KEY });
  return (
    <section aria-label="邮件通知">
      <h2>邮件通知</h2>
      <Answer query={mail}>
        {({ byMail, address: confirmed, pending }) =>
          byMail ? (
            <>
              <p role="status">
                {confirmed === null ? '还没有邮箱，只在页面上提示' : `通知发到 ${confirmed}`}
                {pending !== null && `；${pending} 等待确认，请打开邮件中的链接`}
              </p>
              <PlainForm
                title={confirmed === null ? '填写邮箱' : '更换邮箱'}
                button="发送确认邮件"
                inTheWay={wrongIn(ADDRESS, address)}
                onSend={async () => {
                  await send('/v1/session/mail-address', { address: address.trim() });
                  setAddress('');
                  await asked();
                }}
              >
                <TextField of={ADDRESS} text={address} onText={setAddress} />
                <p className="form-note">
                  预警指派给您或升级、待您办理的付款（每小时至多一封）、您提交的付款退回、账号有变动时发邮件。
                </p>
              </PlainForm>
              {(confirmed !== null || pending !== null) && (
                <button
                  type="button"
                  className="link-button"
                  onClick={() => void send('/v1/session/mail-address/removal', {}).then(asked)}
                >
                  不再用邮件通知我
                </button>
              )}
            </>
          ) : (
            <Nothing>系统没有设置邮件服务器，通知只在页面上显示。</Nothing>
          )
        }
      </Answer>
    </section>
  );
}
