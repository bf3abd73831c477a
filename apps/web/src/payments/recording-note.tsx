import { Refusal } from '../pages/answer';

/** What came of an act: the server's refusal in its own words, or what was recorded. Read out by a screen reader. */
export function RecordingNote({ error, recorded }: { error: unknown; recorded: string | null }) {
  return (
    <div aria-live="polite">
      {error !== null && error !== undefined && <Refusal error={error} />}
      {recorded !== null && !error && (
        <p className="recorded" role="status">
          {recorded}
        </p>
      )}
    </div>
  );
}
