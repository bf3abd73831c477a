import { useState, type ReactNode } from 'react';
import { bodyField } from '../forms/body-field';
import { Refusal } from '../pages/answer';
import { useStepUp } from './step-up';

/** A form that is sent once and recorded on nobody's books: signing in, a password, an account. */
export function PlainForm({
  title,
  button,
  inTheWay: notReady,
  onSend,
  children,
}: {
  title: string;
  button: string;
  inTheWay: string | null;
  onSend: () => Promise<void>;
  children: ReactNode;
}) {
  const [error, setError] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  const stepUp = useStepUp(error);
  const inTheWay = notReady ?? stepUp.inTheWay;
  const submit = async () => {
    if (inTheWay !== null || sending) return;
    setSending(true);
    if (await stepUp.prove()) {
      setError(null);
      await onSend().catch(setError);
    }
    setSending(false);
  };
  return (
    <form
      aria-label={title}
      className="entry-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // A field with something in it that cannot be sent says so beside itself.
        const unread = event.currentTarget.querySelector<HTMLInputElement>('input:invalid');
        if (unread) unread.focus();
        else void submit();
      }}
    >
      <fieldset className="panel form-narrow">
        <legend>{title}</legend>
        {children}
      </fieldset>
      {stepUp.question}
      {error !== null && <Refusal error={error} />}
      <div className="form-actions">
        <button type="submit" className="submit-button" aria-disabled={inTheWay !== null || sending}>
          {sending ? '请稍候…' : button}
        </button>
        <span className="form-note" role="status">
          {inTheWay ?? ''}
        </span>
      </div>
    </form>
  );
}

/** The same wherever one is chosen. */
const NEW_PASSWORD = bodyField('/v1/password-settings', 'password', '密码');
export const PASSWORD_ADVICE = `至少 ${NEW_PASSWORD.shortest ?? 1} 个字符，可以是一句只有您知道的话；不要求大小写或符号`;

/** What is wrong with a new password before it is sent. */
export const passwordInTheWay = (password: string, again: string): string | null =>
  [...password].length < (NEW_PASSWORD.shortest ?? 1)
    ? `密码至少 ${NEW_PASSWORD.shortest ?? 1} 个字符`
    : password !== again
      ? '两次输入的密码不同'
      : null;
