import { useQuery } from '@tanstack/react-query';
import { holds, useActor } from '../api/acting-person';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { problemIn, ProblemError } from '../api/problem';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';
import { useSignedIn } from '../session/session';

export type Attachment =
  paths['/v1/attachments']['get']['responses']['200']['content']['application/json']['items'][number];
export type Subject = Attachment['subject'];
export type AttachmentKind = Attachment['kind'];
export type SentFile = paths['/v1/attachment-files']['post']['responses']['200']['content']['application/json'];

/** What is taken, as a file's name says it; the server looks at its content. */
export const ENDINGS = '.pdf,.ofd,.png,.jpg,.jpeg,.tif,.tiff';

export const KIND: Readonly<Record<AttachmentKind, string>> = { document: '文件', receipt: '回单', scan: '扫描件' };

/** What is attached to one thing, as known at the time the books are looked at; a month is shown as it stands now. */
export function useAttachments({ kind, id }: Subject) {
  const { agencyId, knownAt } = useBooks();
  const known = kind === 'month' ? null : knownAt;
  const query = { subjectKind: kind, subjectId: id, ...(known !== null && { knownAt: known }) };
  return useQuery({
    queryKey: ['attachments', agencyId, kind, id, known],
    queryFn: () => read(api.GET('/v1/attachments', { params: { query: { ...query, ...ofAgency({ agencyId }) } } })),
  });
}

/** In single-person mode whoever acts; else clerks and cashiers. */
export function useMayAttach(): boolean {
  const { writable } = useBooks();
  const signedIn = useSignedIn();
  const actor = useActor();
  const attaches = signedIn === null || holds(actor, 'clerk', 'cashier');
  return writable && actor !== null && attaches;
}

/** Where the file of an attachment is opened. */
export function fileAddress(attachmentId: string, agencyId: string | null): string {
  const query = agencyId === null ? '' : `?${new URLSearchParams({ agency: agencyId }).toString()}`;
  return `/v1/attachments/${attachmentId}${query}`;
}

/**
 * Sends a file, byte by byte; what it is the server finds in its content. Throws `ProblemError`, and a `TypeError` where
 * the line was lost.
 *
 * @param onProgress how much has gone out, 0 to 1
 */
export function sendFile(
  file: Blob,
  agencyId: string | null,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<SentFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const query = agencyId === null ? '' : `?${new URLSearchParams({ agency: agencyId }).toString()}`;
    request.open('POST', `/v1/attachment-files${query}`);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(new TypeError('the line was lost'));
    request.onload = () => {
      const answer = answerIn(request.responseText);
      if (request.status < 300) resolve(answer as SentFile);
      else reject(new ProblemError(problemIn(answer, new Response(null, { status: request.status }))));
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function answerIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `183 KB`, `1.2 MB`. */
export const sizeText = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
