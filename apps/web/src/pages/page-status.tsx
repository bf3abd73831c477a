import type { Reading } from '../api/client';
import { useBooks } from '../books/books';
import { keyShown, useListedShortcuts } from '../frame/shortcuts';

/**
 * 数据截至: the last event the figures of this page know, and apart from it when they were read, which says nothing of
 * how new they are. Stands at the foot of every page and every print.
 */
export function PageStatus({
  reading,
}: {
  reading: Pick<Reading<unknown>, 'position' | 'readAt' | 'stopped'> | undefined;
}) {
  const { knownAt } = useBooks();
  const shortcuts = useListedShortcuts();
  return (
    <footer className="page-status">
      {reading && (
        <span>
          {reading.position !== null && <>数据截至事件 #{eventText(reading.position)}，</>}
          读取于 {instantText(reading.readAt)}
          {knownAt === null ? '' : '，过去的账'}
        </span>
      )}
      {reading?.stopped && (
        <b className="page-status-stopped" role="alert">
          查询数据已停止更新，不含此后的登记，请联系管理员
        </b>
      )}
      <span className="page-status-keys">
        {shortcuts.map(({ key, does }) => (
          <span key={key}>
            <kbd>{keyShown(key)}</kbd> {does}
          </span>
        ))}
      </span>
    </footer>
  );
}

const BEIJING = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `2021-10-26 15:42:07`, Beijing time. */
export const instantText = (instant: Date | string): string => BEIJING.format(new Date(instant));

/** Positions are opaque; one that is a padded number reads better without its zeros. */
export const eventText = (position: string): string => position.replace(/^0+(?=\d)/, '');
