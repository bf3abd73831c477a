import { ProblemError } from '../api/problem';
import type { Recording } from '../api/recording';
import { Refusal } from '../pages/answer';

/** What came of an act: the server's refusal in its own words, or what was recorded. Read out by a screen reader. */
export function RecordingNote({ recording, recorded = null }: { recording: Recording; recorded?: string | null }) {
  const { state } = recording;
  return (
    <div aria-live="polite">
      {state.kind === 'refused' && <Refusal error={new ProblemError(state.problem)} />}
      {state.kind === 'refused' && state.problem.code === 'revision-outdated' && (
        <p className="form-note">页面上已是最新的内容，您填写的还在；核对后再提交。</p>
      )}
      {state.kind === 'open' && recorded !== null && (
        <p className="recorded" role="status">
          {recorded}
        </p>
      )}
    </div>
  );
}
