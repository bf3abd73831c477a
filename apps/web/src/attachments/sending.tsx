import { useEffect, useState } from 'react';
import { useActor } from '../api/acting-person';
import { sendFile, type SentFile } from './attachments';

/** A file on its way, from when it is shown on; one that is no longer shown is no longer sent. */
export function useSending(file: File | null) {
  const agencyId = useActor()?.agencyId ?? null;
  const [part, setPart] = useState(0);
  const [sent, setSent] = useState<SentFile | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (file === null) return;
    const gone = new AbortController();
    sendFile(file, agencyId, setPart, gone.signal).then(setSent, setError);
    return () => gone.abort();
  }, [file, agencyId, attempt]);
  const again = () => {
    setError(null);
    setPart(0);
    setAttempt((before) => before + 1);
  };
  return { part, sent, error, isLost: error instanceof TypeError, again };
}

/** How much of a file has gone out, 0 to 1. */
export const SendingProgress = ({ name, part }: { name: string; part: number }) => (
  <p className="attachment-progress" role="status">
    <progress aria-label={`发送 ${name}`} max={100} value={Math.round(part * 100)} /> 正在发送 {Math.round(part * 100)}%
  </p>
);
