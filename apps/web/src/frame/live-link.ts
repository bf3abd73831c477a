/** What whoever listens is told. `lost`: what is on the screen may be out of date. `doubtful`: we were sent away. */
export type LinkNews =
  | { readonly kind: 'changed'; readonly changed: readonly string[] }
  /** Anything may have changed while nobody listened. */
  | { readonly kind: 'missed' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'back' }
  | { readonly kind: 'doubtful' };

const CHANNEL = 'bofu.live';
/** The server says every 15 s that it is there. */
const SILENT_MS = 40_000;
/** A link that comes back by itself sooner is not spoken of. */
const SPOKEN_OF_MS = 4_000;
const AGAIN_MS = 3_000;

/**
 * Listens to what changed. A browser has few connections to one server: of all its tabs one holds the link and tells the
 * others; when it is closed another takes over. Returns how to stop.
 */
export function listenToChanges(hear: (news: LinkNews) => void): () => void {
  const leaving = new AbortController();
  const { signal } = leaving;
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }: MessageEvent<LinkNews>) => hear(data));
  const tell = (news: LinkNews) => {
    if (signal.aborted) return;
    hear(news);
    channel.postMessage(news);
  };
  const asked = Date.now();
  const lead = () => holdLink(tell, signal, Date.now() - asked > 1_000);
  const leading = 'locks' in navigator ? navigator.locks.request(CHANNEL, { signal }, lead) : lead();
  // Closed before its turn came.
  leading.catch(() => undefined);
  return () => {
    leaving.abort();
    channel.close();
  };
}

/** One link after another, as long as somebody wants to hear. */
async function holdLink(tell: (news: LinkNews) => void, signal: AbortSignal, missed: boolean): Promise<void> {
  let lost = false;
  const say = (isLost: boolean) => {
    if (isLost !== lost) tell({ kind: isLost ? 'lost' : 'back' });
    lost = isLost;
  };
  for (let isNew = missed; !signal.aborted; isNew = true) {
    await oneLink({ tell, say, signal, isNew });
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** Ends when the server has ended it, takes us no more, or has been silent for long. */
function oneLink({
  tell,
  say,
  signal,
  isNew,
}: {
  tell: (news: LinkNews) => void;
  say: (isLost: boolean) => void;
  signal: AbortSignal;
  /** There was a time before it in which nobody listened; a link that the browser mends says itself what was missed. */
  isNew: boolean;
}): Promise<void> {
  return new Promise((resolve) => {
    const source = new EventSource('/v1/stream');
    let heardAt = Date.now();
    let brokenAt: number | null = null;
    const watch = setInterval(() => {
      if (brokenAt !== null && Date.now() - brokenAt > SPOKEN_OF_MS) say(true);
      if (Date.now() - heardAt > SILENT_MS) leave();
    }, 1_000);
    const leave = () => {
      clearInterval(watch);
      source.close();
      say(!signal.aborted);
      resolve();
    };
    const hear = (event: string, then: (data: string) => void = () => undefined) =>
      source.addEventListener(event, ({ data }: MessageEvent<string>) => {
        heardAt = Date.now();
        brokenAt = null;
        say(false);
        then(data);
      });
    signal.addEventListener('abort', leave);
    hear('beat');
    hear('listening', () => {
      if (isNew) tell({ kind: 'missed' });
      isNew = false;
    });
    hear('changed', (data) => tell({ kind: 'changed', changed: (JSON.parse(data) as { changed: string[] }).changed }));
    hear('ended', (data) => {
      if ((JSON.parse(data) as { why: string }).why === 'stopping') return;
      tell({ kind: 'doubtful' });
      clearInterval(watch);
      source.close();
      resolve();
    });
    source.addEventListener('error', () => {
      brokenAt ??= Date.now();
      // Refused: the browser does not ask again by itself.
      if (source.readyState !== EventSource.CLOSED) return;
      tell({ kind: 'doubtful' });
      leave();
    });
  });
}
