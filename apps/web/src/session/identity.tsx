import { useState } from 'react';
import { Refusal } from '../pages/answer';
import { send, useSession } from './session';

/** Where the other house's sign-in is to be found, as it is now. */
const addressOf = async (purpose: 'sign-in' | 'step-up', link: string | null): Promise<string> =>
  (await send<{ url: string }>('/v1/session/identity', { purpose, link })).url;

/** 统一身份认证: a button where one is configured. `link`: of the account that it is to be linked to. */
export function IdentityButton({ link = null, words }: { link?: string | null; words: (label: string) => string }) {
  const label = useSession().data?.identityProvider ?? null;
  const [error, setError] = useState<unknown>(null);
  const [going, setGoing] = useState(false);
  if (label === null) return null;
  const go = async () => {
    setGoing(true);
    try {
      location.assign(await addressOf('sign-in', link));
    } catch (failure) {
      setError(failure);
      setGoing(false);
    }
  };
  return (
    <div className="form-actions">
      <button type="button" className="submit-button" aria-disabled={going} onClick={() => !going && void go()}>
        {words(label)}
      </button>
      {error !== null && <Refusal error={error} />}
    </div>
  );
}

/** Proving oneself there in a window of its own: what is being filled in here stays. */
export function ProveByIdentity({ label, onDone }: { label: string; onDone: () => void }) {
  const [error, setError] = useState<unknown>(null);
  const open = async () => {
    // Opened at once, by the click: later a browser would refuse it.
    const window = globalThis.open('about:blank', '_blank');
    // The other house's page has no business with this one.
    if (window !== null) window.opener = null;
    try {
      const url = await addressOf('step-up', null);
      if (window === null) location.assign(url);
      else window.location.href = url;
      onDone();
    } catch (failure) {
      window?.close();
      setError(failure);
    }
  };
  return (
    <p>
      <button type="button" className="link-button" onClick={() => void open()}>
        改用{label}证明是本人（另开窗口，完成后回到这里再提交）
      </button>
      {error !== null && <Refusal error={error} />}
    </p>
  );
}
