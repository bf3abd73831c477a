import { z } from 'zod';
import { codecOf, eventData } from '@bofu/event-store';
import type { JobEvent, JsonObject } from './domain/job';

const { dataOf, date, text } = eventData;

const own = { jobId: text };
const json = z.json();
const ended = dataOf({ ...own, reason: text });

export const jobCodec = codecOf<JobEvent>({
  JobRequested: {
    parse: dataOf({
      ...own,
      kind: text,
      parameters: z.custom<JsonObject>((value) => typeof value === 'object' && value !== null),
      requestedOn: date,
    }),
  },
  JobCompleted: {
    parse: dataOf({
      ...own,
      result: z.strictObject({
        answer: json,
        file: z.strictObject({ name: text, mediaType: text, bytes: z.int(), sha256: text }).nullable(),
      }),
    }),
  },
  JobFailed: { parse: ended },
  JobCancelled: { parse: ended },
});
