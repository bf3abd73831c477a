import { Link } from 'react-router';
import { formatYuanGrouped, parseYuan } from '@bofu/kernel';
import { useAddress } from '../books/books';
import { Answer } from '../pages/answer';
import { useBearerNames } from '../payments/bearers';
import { words } from '../words';
import { instantText } from '../pages/page-status';
import { useEventInFull } from './difference';

/** One event: what it says in words, both its clocks, what belongs to it, its seal, and the original text. */
export function EventDetail({ eventId, onClose }: { eventId: string; onClose: () => void }) {
  const event = useEventInFull(eventId);
  const { linkTo } = useAddress();
  const nameOf = useBearerNames();
  return (
    <section className="panel event-detail" aria-label="事件">
      <Answer query={event} lines={4}>
        {({ value }) => (
          <>
            <div className="toolbar">
              <h2>
                事件 #{value.number}　{value.label}
              </h2>
              <button type="button" className="link-button" onClick={onClose}>
                收起
              </button>
            </div>
            <p>{value.summary}</p>
            <dl className="checks">
              <dt>业务日期</dt>
              <dd>{value.businessDate ?? '-'}</dd>
              <dt>登记时点</dt>
              <dd>
                {value.recordedAt === null ? '-' : instantText(value.recordedAt)}
                {value.lateDays !== null && <span className="late">补登 {value.lateDays} 天</span>}
              </dd>
              <dt>登记人</dt>
              <dd>
                {value.by?.name ?? '-'}
                {value.by?.post && `（${words.post[value.by.post]}）`}
              </dd>
              {value.amount !== null && (
                <>
                  <dt>金额</dt>
                  <dd>{formatYuanGrouped(parseYuan(value.amount))} 元</dd>
                </>
              )}
              <dt>所在流</dt>
              <dd>
                {value.stream}，第 {value.version} 版
              </dd>
              <dt>有关</dt>
              <dd className="ways-out">
                {value.appropriationIds.map((id) => (
                  <Link key={id} to={linkTo(`/programmes/${id}`)}>
                    {nameOf({ appropriationId: id })}
                  </Link>
                ))}
                {value.paymentId !== null && <Link to={linkTo(`/payments/${value.paymentId}`)}>拨付</Link>}
              </dd>
              {value.related.length > 0 && (
                <>
                  <dt>同一次操作</dt>
                  <dd>{value.related.map(({ number, label }) => `#${number} ${label}`).join('，')}</dd>
                </>
              )}
              <dt>哈希</dt>
              <dd className="hash">{value.hash ?? '没有'}</dd>
              <dt>前一哈希</dt>
              <dd className="hash">{value.previousHash ?? '没有'}</dd>
            </dl>
            <details>
              <summary>原文 JSON（金额为分）</summary>
              <pre>{JSON.stringify(value.data, null, 2)}</pre>
            </details>
          </>
        )}
      </Answer>
    </section>
  );
}
