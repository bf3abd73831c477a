import { randomUUID } from 'node:crypto';
import { jsonEvent, KurrentDBClient, NO_STREAM } from '@kurrent/kurrentdb-client';

/** The official client with nothing around it: what the adapter's speed is held against. */
export interface BareKurrentDbClient {
  append(stream: string, type: string, data: object, metadata: Record<string, string>): Promise<void>;
  /** Reads the whole log through the client's native reader; answers how many events it met. */
  readAll(): Promise<number>;
  close(): Promise<void>;
}

export function bareKurrentDbClient(url: string): BareKurrentDbClient {
  const client = KurrentDBClient.connectionString(url);
  return {
    append: async (stream, type, data, metadata) => {
      const event = jsonEvent({ id: randomUUID(), type, data: data as Record<string, unknown>, metadata });
      await client.appendToStream(stream, event, { streamState: NO_STREAM });
    },
    readAll: async () => {
      let events = 0;
      for await (const { event } of client.readAll()) if (event) events += 1;
      return events;
    },
    close: () => client.dispose(),
  };
}
