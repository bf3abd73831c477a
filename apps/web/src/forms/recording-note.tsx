import { ProblemError } from '../api/problem';
import type { Recording } from '../api/recording';
import { Refusal } from '../pages/answer';

/** What came of an act: the server's refusal in its own words, or what was recorded. Read out by a screen reader. */
export function RecordingNote({ recording, recorded = null }: { recording: Recording; recorded?: string | null }) {
  const { state } = recording;
  return (
    <div aria-live="polite">
      {state.kind === 'refused' && <Refusal error={new ProblemError(state.problem)} />}
      {state.kind === 'open' && recorded !== null && (
        <p className="recorded" role="status">
          {recorded}
        </p>
      )}
    </div>
  );
}
