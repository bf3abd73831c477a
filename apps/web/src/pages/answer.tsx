import { useEffect, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { UseQueryResult } from '@tanstack/react-query';
import { problemOf } from '../api/problem';
import { words } from '../words';

/**
 * What was asked for, in each of its states: nothing for 200 ms, then a skeleton; the answer; the refusal in the
 * server's own words. Figures that are there stay there when reading them again fails, with the refusal above them.
 */
export function Answer<Data>({
  query,
  children,
  lines = 6,
}: {
  query: UseQueryResult<Data>;
  children: (data: Data) => ReactNode;
  lines?: number;
}) {
  const refusal = query.error === null ? null : <Refusal error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data !== undefined)
    return (
      <>
        {refusal}
        {children(query.data)}
      </>
    );
  if (query.error !== null && problemOf(query.error).status === 404) return <NotThere />;
  return refusal ?? <Waiting lines={lines} />;
}

/** An address that was typed or copied in part, or of something in another agency's books. */
function NotThere() {
  return (
    <Nothing>
      没有找到这一项：地址可能少了几个字，或它不在这本账里。可以去<Link to="/">{words.pages.workbench}</Link>、
      <Link to="/programmes">{words.pages.programmes}</Link>、<Link to="/payments">{words.pages.payments}</Link>
      ，或按 Ctrl+K 查找。
    </Nothing>
  );
}

const PATIENCE_MS = 200;

export function Waiting({ lines = 6 }: { lines?: number }) {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!long) return null;
  return (
    <div className="waiting" role="status" aria-label="正在读取">
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} className="waiting-line" />
      ))}
    </div>
  );
}

/** A problem document for the person at the screen: its sentence, and what support needs to find it. */
export function Refusal({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { title, code, traceId, errors = [] } = problemOf(error);
  return (
    <div className="refusal" role="alert">
      <b>{title}</b>
      {errors.length > 1 && (
        <ul>
          {errors.map(({ pointer = '', parameter = '', message }) => (
            <li key={pointer + parameter + message}>{message}</li>
          ))}
        </ul>
      )}
      {onRetry && (
        <button type="button" className="link-button" onClick={onRetry}>
          {words.retry}
        </button>
      )}
      <span className="refusal-trace">
        {code}
        {traceId !== '' && `　追踪号 ${traceId}`}
      </span>
    </div>
  );
}

/** Nothing to show, and what to do about it. */
export function Nothing({ children }: { children: ReactNode }) {
  return <div className="nothing-here">{children}</div>;
}
