import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, useNavigation } from 'react-router';
import { useActor } from '../api/acting-person';
import type { paths } from '../api/interface';
import { ProblemError, type Problem } from '../api/problem';
import { queries } from '../api/queries';
import { useAddress, useBooks } from '../books/books';
import { nothingUnsaved } from '../forms/unsaved';
import { instantText } from '../pages/page-status';
import { send } from '../session/session';
import { FORM_PATH, ofClerk, useDrafts, useIsClerk, type Draft, type DraftForm } from './drafts';

type Saved = paths['/v1/drafts/{draftId}']['post']['responses']['200']['content']['application/json'];

type State =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'saved'; readonly at: string; readonly others: readonly Draft[] }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'failed' };

const EVERY_MS = 5_000;

export interface KeptDraft {
  /** How it stands with the draft, to be shown in the form. */
  readonly note: ReactNode;
  /** What stood in the form is on record: there is no draft of it any more. */
  readonly submitted: () => void;
}

/**
 * Keeps what is typed, every five seconds and on Ctrl+S, as long as it changes. Not before anything was typed: a form that
 * was only looked at leaves nothing. Nothing is sent while nothing changes, so that an idle session ends as ever.
 */
export function useKeptDraft(
  draftId: string,
  form: DraftForm,
  { subject, title, entered }: { readonly subject: string; readonly title: string; readonly entered: object },
): KeptDraft {
  const { agencyId, fiscalYear } = useBooks();
  const { address, change } = useAddress();
  const actor = useActor();
  const enabled = useIsClerk();
  const [state, setState] = useState<State>({ kind: 'nothing' });
  const body = {
    ...ofClerk(agencyId, actor),
    form,
    fiscalYear,
    subject: subject.slice(0, 300) || '-',
    title: title.replace(/\s+/g, ' ').trim().slice(0, 200) || '未写摘要',
    entered,
  };
  const written = JSON.stringify(body.entered);
  const latest = useRef({ body, written });
  latest.current = { body, written };
  const sent = useRef(written);
  /** Submitted just now: what stands in the form from here on is another one's beginning. */
  const isFresh = useRef(false);
  /** How many were submitted from this form: what is said of an earlier one's draft is of no use any more. */
  const submitted = useRef(0);
  /** One request at a time: a draft must not be saved again after it was thrown away. */
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const inTurn = useCallback(<Answer,>(ask: () => Promise<Answer>): Promise<Answer> => {
    const answer = last.current.then(ask);
    last.current = answer.catch(() => undefined);
    return answer;
  }, []);

  const save = useCallback(async () => {
    const now = latest.current;
    if (isFresh.current) {
      isFresh.current = false;
      sent.current = now.written;
    }
    if (!enabled || now.written === sent.current) return;
    const before = submitted.current;
    try {
      const { savedAt, others } = await inTurn(() => send<Saved>(`/v1/drafts/${draftId}`, now.body));
      if (submitted.current !== before) return;
      sent.current = now.written;
      nothingUnsaved();
      setState({ kind: 'saved', at: savedAt, others });
      void queries.invalidateQueries({ queryKey: ['drafts'] });
    } catch (error) {
      if (submitted.current !== before) return;
      if (!(error instanceof ProblemError) || error.problem.status >= 500) return setState({ kind: 'failed' });
      // The same again would be refused again; a session that is over is told by the page that asks next.
      if (error.problem.code !== 'sign-in-required') sent.current = now.written;
      setState({ kind: 'refused', problem: error.problem });
    }
  }, [draftId, enabled, inTurn]);

  useEffect(() => {
    const timer = setInterval(() => void save(), EVERY_MS);
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's' || event.isComposing) return;
      event.preventDefault();
      void save();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      clearInterval(timer);
      document.removeEventListener('keydown', onKeyDown);
      void save();
    };
  }, [save]);
  // The address finds it again, whoever has to sign in in between.
  const isToBeNamed = state.kind === 'saved' && address.get('draft') !== draftId;
  // Whoever is on the way to another page is not held back by it.
  const isLeaving = useNavigation().state !== 'idle';
  useEffect(() => {
    if (isToBeNamed && !isLeaving) change({ draft: draftId, year: fiscalYear });
  }, [isToBeNamed, isLeaving, change, draftId, fiscalYear]);

  return {
    note: <DraftNote form={form} draftId={draftId} state={state} />,
    submitted: () => {
      isFresh.current = true;
      submitted.current += 1;
      setState({ kind: 'nothing' });
      change({ draft: null });
      void inTurn(() => send(`/v1/drafts/${draftId}/removal`, ofClerk(agencyId, actor)))
        .then(() => queries.invalidateQueries({ queryKey: ['drafts'] }))
        // It stays in the list of drafts, where it can be thrown away.
        .catch(() => undefined);
    },
  };
}

function DraftNote({ form, draftId, state }: { form: DraftForm; draftId: string; state: State }) {
  const { linkTo } = useAddress();
  const drafts = useDrafts().data?.value.items ?? [];
  const earlier = drafts.filter((each) => each.isMine && each.form === form && each.draftId !== draftId);
  return (
    <div className="draft-note">
      <span
        className={state.kind === 'refused' || state.kind === 'failed' ? 'form-note-wrong' : 'form-note'}
        role="status"
      >
        {stateText(state)}
      </span>
      {state.kind === 'saved' &&
        state.others.map(({ draftId: id, by, beganAt, savedAt }) => (
          <b key={id} className="draft-other" role="alert">
            {by ?? '同事'} 也在填写同一方案与所属期：{clock(beganAt)} 起，{clock(savedAt)} 还在修改
          </b>
        ))}
      {state.kind === 'nothing' && earlier.length > 0 && (
        <span className="form-note">
          您还有未提交的草稿：
          {earlier.map(({ draftId: id, fiscalYear, title, savedAt }) => (
            <Link key={id} to={linkTo(FORM_PATH[form], { draft: id, year: fiscalYear })} reloadDocument>
              {title}（{clock(savedAt)}）
            </Link>
          ))}
        </span>
      )}
    </div>
  );
}

function stateText(state: State): string {
  switch (state.kind) {
    case 'nothing':
      return 'Ctrl+S 存草稿；修改后每 5 秒自动保存';
    case 'saved':
      return `草稿已存 ${clock(state.at)}`;
    case 'refused':
      return `草稿没有保存：${state.problem.title}`;
    case 'failed':
      return '草稿暂时没有存上，正在再试';
  }
}

const clock = (instant: string): string => instantText(instant).slice(5, 16);
