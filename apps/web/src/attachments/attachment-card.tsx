import { useState } from 'react';
import { useBooks } from '../books/books';
import { Answer } from '../pages/answer';
import { instantText } from '../pages/page-status';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import { AddAttachmentForm } from './add-attachment-form';
import {
  fileAddress,
  KIND,
  sizeText,
  useAttachments,
  useMayAttach,
  type Attachment,
  type Subject,
} from './attachments';
import { WithdrawAttachmentForm } from './withdraw-attachment-form';
import './attachments.css';

/**
 * 附件: the papers of one thing; opened in a page of their own.
 *
 * @param closedAt of a month that is closed: what came after it says so
 */
export default function AttachmentCard({ subject, closedAt = null }: { subject: Subject; closedAt?: string | null }) {
  const query = useAttachments(subject);
  const may = useMayAttach();
  return (
    <section className="attachments" aria-label="附件">
      <Answer query={query} lines={2}>
        {({ value }) => <Attachments items={value.items} closedAt={closedAt} may={may} />}
      </Answer>
      {may && <AddAttachmentForm key={`${subject.kind}/${subject.id}`} subject={subject} />}
    </section>
  );
}

function Attachments({
  items,
  closedAt,
  may,
}: {
  items: readonly Attachment[];
  closedAt: string | null;
  may: boolean;
}) {
  const { agencyId } = useBooks();
  const [withdrawing, setWithdrawing] = useState<Attachment | null>(null);
  const isLater = ({ addedAt }: Attachment) => closedAt !== null && Date.parse(addedAt) > Date.parse(closedAt);
  const columns: readonly Column<Attachment>[] = [
    {
      key: 'name',
      title: '文件名',
      names: true,
      cell: ({ attachmentId, name, withdrawn }) => (
        <a
          href={fileAddress(attachmentId, agencyId)}
          target="_blank"
          rel="noreferrer"
          className={withdrawn === null ? undefined : 'attachment-withdrawn'}
        >
          {name}
        </a>
      ),
    },
    { key: 'kind', title: '种类', cell: ({ kind }) => KIND[kind] },
    { key: 'size', title: '大小', align: 'right', cell: ({ size }) => sizeText(size) },
    {
      key: 'added',
      title: '添加',
      cell: (each) =>
        `${instantText(each.addedAt)}，${each.addedBy ?? words.nothing}${isLater(each) ? '（结账后补充）' : ''}`,
    },
    { key: 'digest', title: '摘要', cell: ({ digest }) => <code title={digest}>{digest.slice(0, 12)}</code> },
    {
      key: 'state',
      title: '办理',
      cell: (each) =>
        each.withdrawn !== null ? (
          `已撤下：${each.withdrawn.reason}（${each.withdrawn.by ?? words.nothing}）`
        ) : may ? (
          <button
            type="button"
            className="link-button"
            aria-label={`撤下 ${each.name}`}
            onClick={() => setWithdrawing(each)}
          >
            撤下
          </button>
        ) : (
          ''
        ),
    },
  ];
  const standing = items.filter(({ withdrawn }) => withdrawn === null).length;
  return (
    <>
      {items.length === 0 ? (
        <p className="nothing no-print">还没有附件</p>
      ) : (
        <DataTable
          caption={`附件 ${standing} 份`}
          columns={columns}
          rows={items}
          keyOf={({ attachmentId }) => attachmentId}
        />
      )}
      {withdrawing !== null && (
        <WithdrawAttachmentForm
          key={withdrawing.attachmentId}
          attachment={withdrawing}
          onDone={() => setWithdrawing(null)}
        />
      )}
    </>
  );
}
