import { useState } from 'react';
import { Input } from 'antd';
import type { BodyField } from '../forms/body-field';
import { Field } from '../forms/fields';

export function PasswordField({
  of: { label, longest },
  password,
  onPassword,
  isNew = false,
}: {
  of: BodyField;
  password: string;
  onPassword: (password: string) => void;
  isNew?: boolean;
}) {
  const [capsLock, setCapsLock] = useState(false);
  return (
    <Field label={label} {...(capsLock && { note: '大写锁定已打开' })}>
      {(id) => (
        <Input.Password
          id={id}
          value={password}
          maxLength={longest}
          autoComplete={isNew ? 'new-password' : 'current-password'}
          onKeyUp={(event) => setCapsLock(event.getModifierState('CapsLock'))}
          onChange={({ target }) => onPassword(target.value)}
        />
      )}
    </Field>
  );
}
