import { v4 } from 'uuid';
import { useActor } from '../api/acting-person';
import { api, read } from '../api/client';
import { queries } from '../api/queries';
import { useBooks } from '../books/books';
import { ofClerk, useDrafts } from '../drafts/drafts';
import { withFiles, type ActFile } from '../attachments/act-files';
import { send } from '../session/session';
import type { Entry, ShownPaper } from './papers';

/** 单据草稿: entries put together before they are submitted as one. */
export interface DraftPaper {
  readonly title: string;
  readonly documentNumber: string;
  readonly replaces: string | null;
  /** Why the one it replaces came back. */
  readonly returnedFor: string | null;
  readonly fileDigest: string | null;
  /** Of the paper as a whole. */
  readonly files: readonly ActFile[];
  readonly entries: readonly DraftEntry[];
}

export interface DraftEntry {
  readonly sent: Entry;
  /** What it says, for whoever reads the list. */
  readonly about: string;
}

export const EMPTY_PAPER: DraftPaper = {
  ...{ title: '', documentNumber: '', replaces: null, returnedFor: null, fileDigest: null },
  files: [],
  entries: [],
};

/** What a returned paper said, to be entered again. */
export const draftOf = (
  { paperId, title, documentNumber, fileDigest, lines, steps }: ShownPaper,
  files: readonly ActFile[],
): DraftPaper => ({
  files,
  ...{ title, fileDigest, replaces: paperId, documentNumber: documentNumber ?? '' },
  returnedFor: steps.at(-1)?.reason ?? null,
  entries: lines.map(({ act, label, details }) => ({ sent: act as unknown as Entry, about: `${label}：${details}` })),
});

export const titleOf = ({ title, entries: [first, ...others] }: DraftPaper): string => {
  const own = title.trim();
  if (own !== '' || first === undefined) return own;
  const rest = others.length === 0 ? '' : ` 等 ${others.length + 1} 项`;
  return [...first.about].slice(0, 100 - rest.length).join('') + rest;
};

/** How a draft is kept beside those of the forms. */
export const keptAs = (draftId: string, paper: DraftPaper) => ({
  subject: paper.replaces ?? draftId,
  title: `${paper.entries.length} 项：${titleOf(paper)}`,
  entered: paper,
});

/**
 * Another entry refers to an earlier one by its number: whoever takes one out moves the numbers behind it.
 *
 * @returns `null` where another entry is about this one
 */
export function without(entries: readonly DraftEntry[], at: number): readonly DraftEntry[] | null {
  const left: DraftEntry[] = [];
  for (const [each, entry] of entries.entries()) {
    if (each === at) continue;
    const about = aboutEntry(entry.sent);
    if (about === at + 1) return null;
    left.push(
      about !== null && about > at + 1 ? { ...entry, sent: { ...entry.sent, entry: about - 1 } as Entry } : entry,
    );
  }
  return left;
}

/** The number of the entry that it is about; `null` where it is about something on the books. */
export const aboutEntry = (sent: Entry): number | null => ('entry' in sent ? (sent.entry ?? null) : null);

/** The clerk's own draft of a paper, and how forms change it. */
export function useDraftPaper() {
  const { agencyId, fiscalYear } = useBooks();
  const actor = useActor();
  const drafts = useDrafts().data?.value.items ?? [];
  // The last saved first: the one she is at.
  const [mine] = drafts.filter(({ isMine, form }) => isMine && form === 'paper');
  const keep = async (draftId: string, paper: DraftPaper): Promise<void> => {
    const kept = { ...keptAs(draftId, paper), form: 'paper', fiscalYear, ...ofClerk(agencyId, actor) };
    await send(`/v1/drafts/${draftId}`, { ...kept, title: kept.title.replace(/\s+/g, ' ').slice(0, 200) });
    await queries.invalidateQueries({ queryKey: ['drafts'] });
  };
  const readPaper = async (draftId: string): Promise<DraftPaper> => {
    const params = { path: { draftId }, query: ofClerk(agencyId, actor) };
    const { entered } = (await read(api.GET('/v1/drafts/{draftId}', { params }))).value;
    return { ...EMPTY_PAPER, ...(entered as Partial<DraftPaper>) };
  };
  return {
    keep,
    read: readPaper,
    /** Adds to the draft she is at, or begins one. */
    add: async (
      entry: DraftEntry,
      files: readonly ActFile[],
    ): Promise<{ readonly draftId: string; readonly count: number }> => {
      const draftId = mine?.draftId ?? v4();
      const before = mine === undefined ? EMPTY_PAPER : await readPaper(draftId);
      const entries = [...before.entries, entry];
      await keep(draftId, { ...before, entries, files: withFiles(before.files, files) });
      return { draftId, count: entries.length };
    },
    replace: async (draftId: string, at: number, entry: DraftEntry, files: readonly ActFile[]): Promise<void> => {
      const before = await readPaper(draftId);
      const entries = before.entries.map((each, other) => (other === at ? entry : each));
      await keep(draftId, { ...before, entries, files: withFiles(before.files, files) });
    },
  };
}
