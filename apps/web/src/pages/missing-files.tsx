import { useEffect, useState } from 'react';

/** A page's own files did not come: the service is away, or has been upgraded and has others now. */
export const isMissingFile = (error: unknown): boolean =>
  error instanceof Error && /preload|dynamically imported module|importing a module|module script/i.test(error.message);

const AGAIN_MS = 3_000;
const READ_ANEW_AT = 'bofu.read-anew-at';
/** Read anew this short ago without success, the page is not read anew by itself once more. */
const SOON_MS = 30_000;

/** Reads the page anew as soon as the service answers, which brings the files it has now. */
export function MissingFiles() {
  const [isTried] = useState(() => Date.now() - Number(sessionStorage.getItem(READ_ANEW_AT) ?? 0) < SOON_MS);
  const [answers, setAnswers] = useState(false);
  useEffect(() => {
    if (isTried) return;
    const look = async () => {
      const answered = await fetch('/livez', { cache: 'no-store' }).then(
        ({ ok }) => ok,
        () => false,
      );
      if (!answered) return;
      clearInterval(again);
      setAnswers(true);
      readAnew();
    };
    const again = setInterval(() => void look(), AGAIN_MS);
    void look();
    return () => clearInterval(again);
  }, [isTried]);
  return (
    <div className="nothing-here" role="status">
      <p>
        <b>这一页没有取到</b>
      </p>
      <p>
        {isTried
          ? '重新读取后仍取不到，请联系管理员。'
          : answers
            ? '服务已恢复，正在重新打开。'
            : '服务暂时连接不上，或刚刚升级；恢复后会自动重新打开此页。已登记的内容不受影响。'}
      </p>
      <p>
        <button type="button" onClick={readAnew}>
          现在重新打开
        </button>
      </p>
    </div>
  );
}

function readAnew(): void {
  sessionStorage.setItem(READ_ANEW_AT, String(Date.now()));
  location.reload();
}
