import { useState } from 'react';
import { Link } from 'react-router';
import { command } from '../src/api/command';
import { useRecording } from '../src/api/recording';
import { useBooks } from '../src/books/books';
import { OfficeContext } from '../src/books/office';
import { bodyField } from '../src/forms/body-field';
import { EntryForm, SubmitButton } from '../src/forms/entry-form';
import { TextField } from '../src/forms/fields';
import { BeforeLeaving } from '../src/frame/before-leaving';
import { MorePages } from '../src/frame/more-pages';
import { ActRecorded, PageArrived } from '../src/frame/page-arrived';
import { PastBooksBanner } from '../src/frame/past-books-banner';
import { PrintFoot, PrintHead } from '../src/frame/print-marks';
import ShortcutList from '../src/frame/shortcut-list';
import { useShortcuts } from '../src/frame/shortcuts';
import { UnattendedActs } from '../src/frame/unattended-acts';
import { PageTitle } from '../src/pages/page-title';
import { Shown } from './shown';

const REASON = bodyField('/v1/units/{unitId}/closure', 'reason', '缘由');
const AGENCY = { name: '满城区人社局', regionName: '保定市' } as Parameters<typeof OfficeContext>[0]['value']['agency'];

/** What stands around every page, with a page of a form at `/frame` and one beside it at `/frame/other`. */
export function FrameScene() {
  const books = useBooks();
  const isOther = location.pathname.endsWith('/other');
  const [pressed, setPressed] = useState(0);
  const [listed, setListed] = useState(false);
  useShortcuts([
    { key: 'n', does: '新建', run: () => setPressed((count) => count + 1) },
    { key: '?', does: '键盘操作', run: () => setListed(true) },
  ]);
  return (
    <OfficeContext value={{ agencies: [], agency: AGENCY, people: [] }}>
      <PrintHead />
      <PastBooksBanner books={books} />
      <UnattendedActs />
      <BeforeLeaving />
      <PageArrived />
      <ActRecorded />
      <MorePages
        pages={[
          { to: '/frame/other', word: '另一页' },
          { to: '/frame', word: '这一页' },
        ]}
      />
      <Link to={isOther ? '/frame' : '/frame/other'}>走开</Link>
      {isOther ? (
        <PageTitle parts={['另一页']} />
      ) : (
        <>
          <PageTitle parts={['这一页']} />
          <LeftForm />
        </>
      )}
      {listed && <ShortcutList onClose={() => setListed(false)} />}
      <PrintFoot />
      <Shown value={{ pressed }} />
    </OfficeContext>
  );
}

function LeftForm() {
  const recording = useRecording<unknown, { reason: string }>('scene-left', () => undefined);
  const [reason, setReason] = useState('');
  const body = { closedOn: '2021-10-26', reason };
  return (
    <EntryForm
      label="办理"
      recording={recording}
      onSubmit={() =>
        recording.record(command('/v1/units/{unitId}/closure', { path: { unitId: 'u-1' }, body }), '撤销单位', {
          reason,
        })
      }
      onLeave={() => setReason('')}
    >
      <TextField of={REASON} text={reason} onText={setReason} />
      <SubmitButton inTheWay={null} recording={recording}>
        办理
      </SubmitButton>
    </EntryForm>
  );
}
