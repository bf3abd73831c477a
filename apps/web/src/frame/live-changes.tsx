import { useEffect, useState } from 'react';
import { queries } from '../api/queries';
import { sessionDoubted } from '../session/session-query';
import { listenToChanges } from './live-link';
import { isConcerned } from './live-topics';

/** How long it is said that the link is there again. */
const SAID_MS = 6_000;

const readAnew = (changed: readonly string[] | 'everything') =>
  void queries.invalidateQueries({ predicate: ({ queryKey }) => isConcerned(changed, queryKey) });

/** 实时更新: what others record comes onto the screen by itself; said only when it does not, and when it does again. */
export function LiveChanges() {
  const [link, setLink] = useState<'quiet' | 'lost' | 'back'>('quiet');
  useEffect(
    () =>
      listenToChanges((news) => {
        switch (news.kind) {
          case 'changed':
            readAnew(news.changed);
            break;
          case 'missed':
            readAnew('everything');
            break;
          case 'doubtful':
            void sessionDoubted();
            break;
          case 'lost':
          case 'back':
            setLink(news.kind);
        }
      }),
    [],
  );
  useEffect(() => {
    if (link !== 'back') return;
    const said = setTimeout(() => setLink('quiet'), SAID_MS);
    return () => clearTimeout(said);
  }, [link]);
  return (
    <div className={link === 'quiet' ? 'live-link' : 'live-link live-link-said'} role="status">
      {link === 'lost' && '与服务器的实时连接断开，正在重新连接；他人刚登记的内容可能尚未显示，您填写的内容不受影响'}
      {link === 'back' && '实时连接已恢复，内容已更新'}
    </div>
  );
}
