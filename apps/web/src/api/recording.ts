import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { v4 } from 'uuid';
import { actingPerson } from './acting-person';
import { ProblemError } from './problem';

/** The headers every command carries. */
export interface CommandHeaders {
  readonly 'Bofu-Actor': string;
  readonly 'Idempotency-Key': string;
}

const newKey = (): string => v4();

/** How often a command whose answer was lost is asked for again, under the same key. */
const ASKED_AGAIN = 3;

/**
 * One deliberate act of recording. The key is made when the form opens, not when the button is pressed: a double click
 * and a lost answer both lead to one recording. The next act of the same form has a key of its own.
 *
 * `send` gets the headers for `params.header` of an `api.POST`, and answers through `recorded`.
 */
export function useRecording<Input, Output>(send: (input: Input, headers: CommandHeaders) => Promise<Output>) {
  const [key, setKey] = useState(newKey);
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: (input: Input) =>
      send(input, { 'Bofu-Actor': encodeURIComponent(actingPerson()), 'Idempotency-Key': key }),
    // Under one key asking again is asking whether it was recorded; a refusal is an answer and stays one.
    retry: (failures, error) => !(error instanceof ProblemError) && failures < ASKED_AGAIN,
    onSuccess: async () => {
      setKey(newKey());
      await queries.invalidateQueries();
    },
    onError: (error) => {
      // A refused act may be changed and tried again: that is another act.
      if (!(error instanceof ProblemError) || error.problem.status >= 500) return;
      setKey(newKey());
      // Somebody else was first: the figures beside the refusal are those it was refused for.
      void queries.invalidateQueries();
    },
  });
  return { ...mutation, checking: mutation.isPending && mutation.failureCount > 0 };
}
