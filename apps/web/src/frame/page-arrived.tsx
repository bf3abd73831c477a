import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { useLastRecorded } from '../api/recordings';

/** React has put the title of the new page into the head by then. */
const SETTLED_MS = 300;

/**
 * A page that was gone to takes the focus, unless one of its fields has, and its name is read out: a browser does both
 * only where it reads a page anew.
 */
export function PageArrived() {
  const { pathname } = useLocation();
  const before = useRef(pathname);
  const [title, setTitle] = useState('');
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    const main = document.getElementById('main');
    if (main !== null && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
    const settled = setTimeout(() => setTitle(document.title), SETTLED_MS);
    return () => clearTimeout(settled);
  }, [pathname]);
  return (
    <div className="unseen" role="status">
      {title}
    </div>
  );
}

/** That something was recorded is read out, also where its form has gone from the page by then; what, the page says. */
export function ActRecorded() {
  const act = useLastRecorded();
  return (
    <div className="unseen" role="status">
      {act !== null && <span key={act.key}>办理成功</span>}
    </div>
  );
}
