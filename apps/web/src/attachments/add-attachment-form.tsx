import { useEffect, useId, useRef, useState } from 'react';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { ChoiceField, TextField } from '../forms/fields';
import { FileDrop, FileInput } from '../forms/file-field';
import { RecordingNote } from '../forms/recording-note';
import { Refusal } from '../pages/answer';
import { ENDINGS, KIND, sizeText, type AttachmentKind, type SentFile, type Subject } from './attachments';
import { SendingProgress, useSending } from './sending';

const NAME = bodyField('/v1/attachments', 'name', '文件名');

interface Entered {
  readonly name: string;
  readonly kind: AttachmentKind;
  readonly sent: SentFile;
}

/** 添加: files that are dropped, chosen or pasted are sent one after the other, and each is attached by a press. */
export function AddAttachmentForm({ subject }: { subject: Subject }) {
  const [waiting, setWaiting] = useState<readonly File[]>([]);
  const chosenId = useId();
  const take = (files: readonly File[]) => setWaiting((before) => [...before, ...files]);
  usePasted(take);
  const recording = useRecording<unknown, Entered>(`attachments/${subject.kind}/${subject.id}/add`, () => {
    recording.close();
    setWaiting((before) => before.slice(1));
  });
  const [first, ...others] = waiting;
  const isUnderWay = recording.state.kind !== 'open';
  return (
    <FileDrop onFiles={take}>
      <FileInput id={chosenId} multiple accept={ENDINGS} onFiles={take} />
      <span className="form-note">
        添加附件：也可以拖到这里或粘贴。PDF、OFD、PNG、JPEG、TIFF；人员名册和个人信息暂不接收
      </span>
      {(first !== undefined || isUnderWay) && (
        <FileToAttach
          key={first === undefined ? 'resumed' : `${first.name}/${first.lastModified}/${others.length}`}
          file={first ?? null}
          subject={subject}
          recording={recording}
          more={others.length}
          onDrop={() => setWaiting(others)}
        />
      )}
    </FileDrop>
  );
}

function FileToAttach({
  file,
  subject,
  recording,
  more,
  onDrop,
}: {
  /** `null`: the page was read anew while it was being recorded. */
  file: File | null;
  subject: Subject;
  recording: ReturnType<typeof useRecording<unknown, Entered>>;
  more: number;
  onDrop: () => void;
}) {
  const sending = useSending(file);
  const sent = sending.sent ?? recording.entered.sent ?? null;
  const [name, setName] = useState(recording.entered.name ?? file?.name ?? '');
  const [kind, setKind] = useState<AttachmentKind>(recording.entered.kind ?? 'document');
  const confirmation = useConfirmation(recording);
  const inTheWay = sent === null ? '文件正在发送' : (wrongIn(NAME, name) ?? confirmation.inTheWay);
  const submit = () => {
    if (inTheWay !== null || sent === null) return;
    const body = { subject, kind, name: name.trim(), digest: sent.digest, ...confirmation.stated };
    recording.record(command('/v1/attachments', { body }), `添加附件 ${name.trim()}`, { name, kind, sent });
  };
  const dropped = (
    <button type="button" className="link-button" onClick={onDrop}>
      {more === 0 ? '不添加' : `不添加这一份，还有 ${more} 份`}
    </button>
  );
  if (sending.error !== null)
    return (
      <>
        <p>{file?.name}</p>
        <Refusal error={sending.error} {...(sending.isLost && { onRetry: sending.again })} />
        {dropped}
      </>
    );
  return (
    <EntryForm label="添加附件" onSubmit={submit} recording={recording} autoFocus>
      <fieldset className="form-narrow">
        <TextField of={NAME} text={name} onText={setName} />
        <ChoiceField label="种类" value={kind} onValue={setKind} choices={KIND} />
        {sent === null ? (
          <SendingProgress name={name} part={sending.part} />
        ) : (
          <p className="form-note" role="status">
            已收到 {sizeText(sent.size)}，摘要 <code>{sent.digest.slice(0, 12)}</code>，尚未登记
          </p>
        )}
      </fieldset>
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          添加
        </SubmitButton>
        {dropped}
      </div>
    </EntryForm>
  );
}

/** Pictures out of the clipboard, wherever on the page the cursor is: no field takes one. */
function usePasted(take: (files: readonly File[]) => void): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = event.clipboardData?.files;
      if (files === undefined || files.length === 0) return;
      event.preventDefault();
      latest.current([...files]);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, []);
}
