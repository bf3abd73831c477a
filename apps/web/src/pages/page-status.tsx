import type { Reading } from '../api/client';
import { useBooks } from '../books/books';
import { useListedShortcuts } from '../frame/shortcuts';

/** 数据截至: how far the figures of this page reach. Stands at the foot of every page and every print. */
export function PageStatus({ reading }: { reading: Pick<Reading<unknown>, 'position' | 'readAt'> | undefined }) {
  const { knownAt } = useBooks();
  const shortcuts = useListedShortcuts();
  return (
    <footer className="page-status">
      {reading && (
        <span>
          数据截至 {instantText(reading.readAt)}
          {reading.position !== null && <>（事件 #{eventText(reading.position)}）</>}
          {knownAt === null ? '' : '，过去的账'}
        </span>
      )}
      <span className="page-status-keys">
        {shortcuts.map(({ key, does }) => (
          <span key={key}>
            <kbd>{key}</kbd> {does}
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
