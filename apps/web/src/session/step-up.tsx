import { useState, type ReactNode } from 'react';
import { problemOf } from '../api/problem';
import { bodyField } from '../forms/body-field';
import { Refusal } from '../pages/answer';
import { PasswordField } from './password-field';
import { ProveByIdentity } from './identity';
import { send, useSession } from './session';

const PASSWORD = bodyField('/v1/session/step-up', 'password', '现用密码');

/**
 * The password once more, asked where the form stands: what opens doors to others wants it entered minutes ago. What
 * was filled in stays, and is sent once the password was right.
 *
 * @param error what the last try was refused with
 */
export function useStepUp(error: unknown): {
  readonly inTheWay: string | null;
  /** Whether to go on: nothing was asked, or the password was right. */
  readonly prove: () => Promise<boolean>;
  readonly question: ReactNode;
} {
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<unknown>(null);
  const session = useSession().data;
  const [elsewhere, setElsewhere] = useState(false);
  const other = session?.signedIn?.identityLinked ? session.identityProvider : null;
  const asked = wrong !== null || (error !== null && problemOf(error).code === 'step-up-needed');
  if (!asked) return { inTheWay: null, prove: async () => true, question: null };
  return {
    inTheWay: password === '' && !elsewhere ? '请再输入一次密码' : null,
    prove: async () => {
      // Whether it went well there the server knows: if not, it asks again.
      if (elsewhere && password === '') {
        setElsewhere(false);
        return true;
      }
      try {
        await send('/v1/session/step-up', { password });
        setWrong(null);
        return true;
      } catch (failure) {
        setWrong(failure);
        return false;
      } finally {
        setPassword('');
      }
    },
    question: (
      <fieldset className="panel form-narrow">
        <legend>请再输入一次密码</legend>
        <PasswordField of={PASSWORD} password={password} onPassword={setPassword} />
        {other !== null && <ProveByIdentity label={other} onDone={() => setElsewhere(true)} />}
        {wrong !== null && <Refusal error={wrong} />}
      </fieldset>
    ),
  };
}
