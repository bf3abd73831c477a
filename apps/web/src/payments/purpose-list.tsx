import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';
import { Answer } from '../pages/answer';
import { latestPurposes } from './latest-purposes';

const LOOKED_BACK = 50;

interface PurposeListProps {
  readonly appropriationIds: readonly string[];
  readonly payeeName: string;
  readonly onPurpose: (purpose: string) => void;
  readonly onClose: () => void;
}

/** The purposes the office wrote last for a programme: arrows go through them, Enter takes one, Esc leaves. */
export default function PurposeList({ appropriationIds, payeeName, onPurpose, onClose }: PurposeListProps) {
  const list = useRef<HTMLUListElement>(null);
  const payments = useLatestPayments(appropriationIds[0] ?? null);
  const isThere = payments.data !== undefined;
  useEffect(() => {
    if (isThere) list.current?.querySelector<HTMLElement>('[role="option"]')?.focus();
  }, [isThere]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing) return;
    const options = [...(list.current?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
    const at = options.findIndex((option) => option === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: options.length - 1 }[event.key];
    if (event.key === 'Escape') onClose();
    else if (to !== undefined) options[Math.max(0, Math.min(options.length - 1, to))]?.focus();
    else if (event.key === 'Enter') options[at]?.click();
    else return;
    // The form has these keys elsewhere.
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="purpose-list" onKeyDown={onKeyDown}>
      <Answer query={payments} lines={2}>
        {({ value: { items } }) => {
          const offered = latestPurposes(items, payeeName);
          if (offered.length === 0) return <p className="form-note">还没有用过的摘要。</p>;
          return (
            <ul ref={list} role="listbox" aria-label="常用摘要">
              {offered.map(({ purpose, lastOn, payee }) => (
                <li key={purpose} role="option" aria-selected={false} tabIndex={-1} onClick={() => onPurpose(purpose)}>
                  {purpose}
                  <span className="form-note">
                    {lastOn} {payee}
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </div>
  );
}

/** Of that appropriation; of the whole office while none is chosen. */
function useLatestPayments(appropriationId: string | null) {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['payments', agencyId, 'latest', appropriationId],
    queryFn: () =>
      read(
        api.GET('/v1/payments', {
          params: {
            query: {
              ...(appropriationId !== null && { appropriationId }),
              order: 'latest-first',
              limit: LOOKED_BACK,
              ...ofAgency({ agencyId }),
            },
          },
        }),
      ),
  });
}
