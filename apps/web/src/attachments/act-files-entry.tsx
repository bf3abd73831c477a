import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useOffice } from '../books/office';
import { bodyField, wrongIn } from '../forms/body-field';
import { Field } from '../forms/fields';
import { FileDrop, FileInput } from '../forms/file-field';
import { Refusal } from '../pages/answer';
import { withFiles, type ActFile } from './act-files';
import { ENDINGS, KIND, sizeText, type SentFile } from './attachments';
import { SendingProgress, useSending } from './sending';
import './attachments.css';

const MOST = 20;
/** The same wherever an act takes files. */
const NAME = bodyField('/v1/papers', 'files.name', '文件名');

export interface ActFilesEntry {
  readonly field: ReactNode;
  /** A file is on its way, or was not taken: nothing goes before it is. */
  readonly underWay: string | null;
  /** That, or none is there and the agency demands one. */
  readonly inTheWay: string | null;
}

/**
 * 文件 of a form: each is sent as soon as it is chosen, so that the act names what the server has already.
 *
 * @param isDocumented what the form does is done on a document: the agency may demand it
 * @param offered a file that is at hand already, by its name
 */
export function useActFiles(
  files: readonly ActFile[],
  onFiles: (files: readonly ActFile[]) => void,
  isDocumented: boolean,
  offered: File | null = null,
): ActFilesEntry {
  const isDemanded = (useOffice().agency?.appropriationFilesRequired ?? false) && isDocumented;
  const [waiting, setWaiting] = useState<readonly File[]>([]);
  const [taken, setTaken] = useState<File | null>(null);
  const [first, ...others] = waiting;
  const room = Math.max(0, MOST - files.length - waiting.length);
  const take = (chosen: readonly File[]) => setWaiting([...waiting, ...chosen.slice(0, room)]);
  const tooLong = files.find(({ name }) => wrongIn(NAME, name) !== null);
  const underWay = first !== undefined ? '文件还没有收到' : tooLong ? wrongIn(NAME, tooLong.name) : null;
  return {
    underWay,
    inTheWay: underWay ?? (isDemanded && files.length === 0 ? '须附文件' : null),
    field: (
      <FileDrop label="文件" onFiles={take}>
        <Field label="文件" note={`${isDemanded ? '须附文件：' : '可附'}指标文、批复等，PDF、OFD 或图片，可拖到这里`}>
          {(id) => <FileInput id={id} multiple accept={ENDINGS} disabled={room === 0} onFiles={take} />}
        </Field>
        {offered !== null && offered !== taken && (
          <button
            type="button"
            className="link-button"
            onClick={() => {
              setTaken(offered);
              take([offered]);
            }}
          >
            附上读入的 {offered.name}
          </button>
        )}
        {files.length > 0 && (
          <ul className="act-files" aria-label="随附的文件">
            {files.map((file) => (
              <li key={file.digest}>
                {file.name}（{KIND[file.kind]}，{sizeText(file.size)}）
                <button
                  type="button"
                  className="link-button"
                  aria-label={`去掉 ${file.name}`}
                  onClick={() => onFiles(files.filter(({ digest }) => digest !== file.digest))}
                >
                  去掉
                </button>
              </li>
            ))}
          </ul>
        )}
        {first !== undefined && (
          <FileOnItsWay
            key={`${first.name}/${first.lastModified}/${others.length}`}
            file={first}
            onSent={({ digest, size }) => {
              onFiles(withFiles(files, [{ kind: 'document', name: first.name, digest, size }]));
              setWaiting(others);
            }}
            onDrop={() => setWaiting(others)}
          />
        )}
      </FileDrop>
    ),
  };
}

function FileOnItsWay({ file, onSent, onDrop }: { file: File; onSent: (sent: SentFile) => void; onDrop: () => void }) {
  const { part, sent, error, isLost, again } = useSending(file);
  const latest = useRef(onSent);
  latest.current = onSent;
  useEffect(() => {
    if (sent !== null) latest.current(sent);
  }, [sent]);
  return (
    <div className="act-files">
      {error === null ? (
        <SendingProgress name={file.name} part={part} />
      ) : (
        <>
          <p>{file.name}</p>
          <Refusal error={error} {...(isLost && { onRetry: again })} />
        </>
      )}
      <button type="button" className="link-button" aria-label={`不附 ${file.name}`} onClick={onDrop}>
        不附
      </button>
    </div>
  );
}
