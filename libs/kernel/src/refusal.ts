/**
 * A refusal is the business saying no: one code, and the facts a person needs to act on it. It is an expected outcome,
 * never a defect; what to say in Chinese and which HTTP status to answer stand in each capability's catalogue.
 */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    /** Plain values; money is a `bigint` of fen here and becomes 元 text at the edge. */
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
    this.name = 'Refusal';
  }
}

/** Builds the one function a capability refuses with, so that no code is thrown without its facts. */
export const refusalsOf =
  <Facts extends { [Code in keyof Facts]: object }>() =>
  <Code extends keyof Facts & string>(code: Code, facts: Facts[Code]): never => {
    throw new Refusal(code, facts as Record<string, unknown>);
  };

/** A refusal by its code, with the facts that its catalogue gives it. */
export const isRefusal =
  <Facts extends { [Code in keyof Facts]: object }>() =>
  <Code extends keyof Facts & string>(error: unknown, code: Code): error is Refusal & { readonly facts: Facts[Code] } =>
    error instanceof Refusal && error.code === code;

/** For each code: the HTTP status it is answered with (RFC 9457) and one Chinese sentence made of its facts. */
export type RefusalCatalogue<Facts> = {
  readonly [Code in keyof Facts]: {
    readonly status: number;
    readonly title: (facts: Facts[Code]) => string;
  };
};

/** A recorded fact that contradicts the rules: our defect, not the caller's. Stops the work instead of guessing. */
export class InvariantViolation extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvariantViolation';
  }
}

export function invariant(holds: boolean, message: string): asserts holds {
  if (!holds) throw new InvariantViolation(message);
}

/** Closes a switch over a union: a forgotten case does not compile, and a foreign value stops the work. */
export function unreachable(value: never): never {
  // Commands carry bigint, which JSON.stringify refuses: the report must not fail in place of the thing reported.
  const printed = JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
  throw new InvariantViolation(`unexpected value: ${printed}`);
}
