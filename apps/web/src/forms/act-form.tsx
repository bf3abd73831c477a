import { useState, type ReactNode } from 'react';
import { useRecording, type Recording } from '../api/recording';
import type { AnswerTo } from '../api/command';
import { doneWord, type Act } from '../api/record-act';
import { useActOnPaper, type ActOnPaper } from '../papers/act-on-paper';
import { refilled, useEntryInHand, type Refill } from '../papers/entry-in-hand';
import { useConfirmation, type Stated } from './confirmation';
import { EntryForm, SubmitButton } from './entry-form';
import { RecordingNote } from './recording-note';

/** What stands in a form of one act, and how it stands with recording it. */
export interface ActForm<Entered extends object> {
  readonly entered: Entered;
  readonly change: <Name extends keyof Entered>(name: Name) => (value: Entered[Name]) => void;
  readonly recording: Recording<Entered>;
  readonly confirmation: ReturnType<typeof useConfirmation>;
  /** What was recorded last, until something is changed. */
  readonly recorded: string | null;
  readonly forget: () => void;
  readonly onPaper: ActOnPaper;
}

/**
 * @param form names the form and what it is about, as for `useRecording`
 * @param after what stands in the form once it is recorded; without it the form stays as it is
 * @param refill how it is filled from an entry of a paper that it once made
 */
export function useActForm<Entered extends object, Answer = unknown>(
  form: string,
  begin: () => Entered,
  after: (entered: Entered, answer: Answer) => Partial<Entered> | void = () => undefined,
  refill: Refill<Entered> = {},
): ActForm<Entered> {
  const inHand = useEntryInHand(refill);
  const [recorded, setRecorded] = useState<string | null>(null);
  const recording = useRecording<Answer | AnswerTo<'/v1/papers'>, Entered>(form, (answer) => {
    const paper = isPaper(answer);
    if (recording.state.kind === 'recorded') setRecorded(`${doneWord(paper)}：${recording.state.act.about}`);
    recording.close();
    const next = paper ? undefined : after(entered, answer);
    if (next !== undefined) setEntered((before) => ({ ...before, ...next }));
  });
  const [entered, setEntered] = useState<Entered>(() => ({
    ...begin(),
    ...refilled(inHand, refill),
    ...recording.entered,
  }));
  const onPaper = useActOnPaper(recording, inHand, Object.keys(refill).length > 0, () => setEntered(begin()));
  const confirmation = useConfirmation(recording);
  return {
    entered,
    recording,
    confirmation,
    recorded,
    onPaper,
    forget: () => setRecorded(null),
    change: (name) => (value) => {
      setEntered((before) => ({ ...before, [name]: value }));
      setRecorded(null);
    },
  };
}

const isPaper = <Answer,>(answer: Answer | AnswerTo<'/v1/papers'>): answer is AnswerTo<'/v1/papers'> =>
  typeof answer === 'object' && answer !== null && 'paperId' in answer;

/** A form of one act: what stands in the way, what the server asks back, and what was recorded. */
export function ActFormFields<Entered extends object>({
  title,
  of: { entered, recording, confirmation, recorded, forget, onPaper },
  wrong,
  act,
  about = title,
  beside,
  children,
}: {
  title: string;
  of: ActForm<Entered>;
  /** What is missing or wrong, `null` once it can be recorded. */
  wrong: string | null;
  act: (stated: Stated) => Act;
  about?: string;
  /** Stands beside the button. */
  beside?: ReactNode;
  children: ReactNode;
}) {
  const inTheWay = wrong ?? confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null) return;
    forget();
    onPaper.record(recording, act(confirmation.stated), about, entered);
  };
  return (
    <EntryForm label={title} onSubmit={submit} recording={recording}>
      <fieldset className="panel">
        <legend>{title}</legend>
        {onPaper.note}
        {children}
        <RecordingNote recording={recording} recorded={recorded} />
        {confirmation.question}
        <div className="form-actions">
          <SubmitButton inTheWay={inTheWay} recording={recording}>
            {onPaper.word ?? title}
          </SubmitButton>
          {onPaper.adding(inTheWay, () => ({ act: act(confirmation.stated), about: `${title}：${about}` }))}
          {beside}
        </div>
      </fieldset>
    </EntryForm>
  );
}

/** The first thing that is not as it must be. */
export const firstWrong = (...checks: readonly (string | false | null)[]): string | null =>
  checks.find((check): check is string => typeof check === 'string') ?? null;
