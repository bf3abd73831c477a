import { memo } from 'react';
import { Checkbox, Select } from 'antd';
import { useAddress, useBooks } from '../../books/books';
import { StatusTag } from '../../marks/status-tag';
import { Answer, Nothing } from '../../pages/answer';
import { instantText } from '../../pages/page-status';
import { words } from '../../words';
import { useEventsOf, type RecordedEvent } from './programme-facts';

/**
 * What happened, event by event; only what moved money unless asked for all. A window of events is fetched at a time,
 * and rows out of sight are not laid out, so that a hundred thousand of them can be walked through.
 */
export function EventTimeline({ appropriationId }: { appropriationId: string }) {
  const { address, change } = useAddress();
  const { asOf } = useBooks();
  const moneyOnly = address.get('events') !== 'all';
  const order = address.get('eventOrder') === 'asc' ? 'asc' : 'desc';
  const query = useEventsOf(appropriationId, moneyOnly, order);
  return (
    <>
      <div className="timeline-tools no-print">
        <Select
          aria-label="先后"
          value={order}
          onChange={(chosen) => change({ eventOrder: chosen === 'asc' ? 'asc' : null })}
          options={[
            { value: 'desc', label: '新 → 旧' },
            { value: 'asc', label: '旧 → 新' },
          ]}
        />
        <Checkbox checked={moneyOnly} onChange={({ target }) => change({ events: target.checked ? null : 'all' })}>
          只看金额变动
        </Checkbox>
      </div>
      <Answer query={query}>
        {({ pages }) => {
          const read = pages.flatMap(({ value }) => value.items);
          // The figures beside it are those of this day: what happened after it is not part of them.
          const events = read.filter((event) => happenedOn(event) <= asOf);
          if (events.length === 0 && !query.hasNextPage)
            return <Nothing>还没有{moneyOnly && '改变金额的'}事件</Nothing>;
          return (
            <div className="timeline" role="region" aria-label="时间线各条，可上下移动" tabIndex={0}>
              <ol>
                {events.map((event) => (
                  <TimelineEvent key={event.eventId} event={event} />
                ))}
              </ol>
              {query.hasNextPage && (
                <button
                  type="button"
                  className="link-button timeline-more"
                  disabled={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {query.isFetchingNextPage ? '正在读取…' : `已载入 ${read.length} 条，继续读取`}
                </button>
              )}
            </div>
          );
        }}
      </Answer>
    </>
  );
}

/** Remembered, so that reading on draws the new ones only. */
const TimelineEvent = memo(function TimelineEvent({ event }: { event: RecordedEvent }) {
  const { number, recordedAt, by, summary, lateDays } = event;
  return (
    <li>
      <span className="timeline-day">{happenedOn(event)}</span>
      <span className="timeline-what">
        {summary}
        {lateDays !== null && lateDays > 0 && (
          <>
            {' '}
            <StatusTag mark="yellow">补登 {lateDays} 天</StatusTag>
          </>
        )}
      </span>
      <span className="timeline-who" title={recordedAt === null ? '登记时刻未记' : `登记 ${instantText(recordedAt)}`}>
        {by?.name ?? words.nothing} #{number}
      </span>
    </li>
  );
});

/** 业务日期; of what has none, the day it was recorded. */
const happenedOn = ({ businessDate, recordedAt }: RecordedEvent): string =>
  businessDate ?? (recordedAt === null ? words.nothing : instantText(recordedAt).slice(0, 10));
