import type { z } from 'zod';
import { calendarFile } from './calendar-requests';
import { refuse } from './domain/refusals';

/** Reads a year as a person writes it down in a JSON file; the days themselves are judged where they are recorded. */
export function readCalendarFile(text: string): z.output<typeof calendarFile> {
  const { success, data, error } = calendarFile.safeParse(jsonOf(text));
  if (success) return data;
  const [issue] = error.issues;
  const foreign = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  return refuse('calendar-file-unreadable', { field: [...(issue?.path ?? []), ...foreign].map(String).join('.') });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
