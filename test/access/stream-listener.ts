/** One message of `GET /v1/stream`. */
export interface Heard {
  readonly id: string | null;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface StreamListener {
  readonly status: number;
  readonly heard: readonly Heard[];
  /** Waits until something was heard that fits; throws after five seconds. */
  until(fits: (heard: Heard) => boolean): Promise<Heard>;
  /** Whether the server has ended it. */
  readonly ended: boolean;
  close(): Promise<void>;
}

/** Listens as a browser does. */
export async function listenTo(address: string, headers: Record<string, string> = {}): Promise<StreamListener> {
  const leaving = new AbortController();
  const response = await fetch(`${address}/v1/stream`, { headers, signal: leaving.signal });
  const heard: Heard[] = [];
  let ended = response.status !== 200;
  const reading = (async () => {
    if (ended) return void (await response.body?.cancel());
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const bytes of response.body ?? []) {
        text += decoder.decode(bytes as Uint8Array, { stream: true });
        const whole = text.split('\n\n');
        text = whole.pop() ?? '';
        for (const message of whole) {
          const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(message)?.[1] ?? null;
          const data = field('data');
          if (data !== null)
            heard.push({ id: field('id'), event: field('event') ?? '', data: JSON.parse(data) as Heard['data'] });
        }
      }
    } catch {
      // It was closed from here.
    }
    ended = true;
  })();
  return {
    status: response.status,
    heard,
    until: async (fits) => {
      for (let waited = 0; waited < 5_000; waited += 20) {
        const found = heard.find(fits);
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`not heard within five seconds: ${JSON.stringify(heard)}`);
    },
    get ended() {
      return ended;
    },
    close: async () => {
      leaving.abort();
      await reading;
    },
  };
}
