/** No answer came in time. Says nothing about what the other side did. */
export class TimedOut extends Error {
  constructor(milliseconds: number) {
    super(`no answer within ${Math.round(milliseconds)} ms`);
  }
}
