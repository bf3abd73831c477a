import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { Refusal } from '@bofu/kernel';
import { refuse } from './http-refusals';
import { pointerOf } from './json-body';
import { httpRefusal, InvalidRequest, type RequestDefect } from './problem';

const MOST_DEFECTS_TOLD = 20;

/**
 * Holds a handler's argument against the schema it names (`@Body({ schema })`), and hands over what the schema made of
 * it. A path that cannot name anything is simply not found.
 */
@Injectable()
export class SchemaPipe implements PipeTransform {
  async transform(value: unknown, { schema, type }: ArgumentMetadata): Promise<unknown> {
    if (!schema) return value;
    const result = await schema['~standard'].validate(value);
    if (!result.issues) return result.value;
    if (type === 'param') return refuse('not-found', {});
    const defects = (result.issues as readonly z.core.$ZodIssue[])
      .flatMap((issue) => defectsOf(issue, value))
      .slice(0, MOST_DEFECTS_TOLD)
      .map(({ path, refusal }): RequestDefect =>
        type === 'query' ? { parameter: path.join('.'), refusal } : { pointer: pointerOf(path), refusal },
      );
    throw new InvalidRequest(defects as [RequestDefect, ...RequestDefect[]]);
  }
}

interface Defect {
  readonly path: readonly PropertyKey[];
  readonly refusal: Refusal;
}

function defectsOf(issue: z.core.$ZodIssue, root: unknown): Defect[] {
  const { path } = issue;
  const field = String(path.at(-1) ?? '');
  const one = (refusal: Refusal): Defect[] => [{ path, refusal }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], refusal: httpRefusal('unknown-field', { field: key }) }));
    case 'invalid_type':
      if (path.length === 0) return one(httpRefusal('not-an-object', {}));
      return one(
        valueAt(root, path) === undefined
          ? httpRefusal('missing-field', { field })
          : httpRefusal('invalid-type', { field, expected: issue.expected }),
      );
    case 'invalid_value':
      return one(
        valueAt(root, path) === undefined
          ? httpRefusal('missing-field', { field })
          : httpRefusal('invalid-enum', { field, allowed: issue.values.map(String).join('、') }),
      );
    case 'too_big':
      return one(
        issue.origin === 'string'
          ? httpRefusal('text-too-long', { limit: Number(issue.maximum) })
          : httpRefusal('out-of-range', { field, limit: `不超过 ${issue.maximum}` }),
      );
    case 'too_small':
      return one(
        issue.origin === 'string'
          ? httpRefusal('text-empty', {})
          : httpRefusal('out-of-range', { field, limit: `不少于 ${issue.minimum}` }),
      );
    case 'invalid_union':
      return one(unionRefusal(issue, root));
    case 'custom': {
      const refusal: unknown = issue.params?.['refusal'];
      // A field's parser does not know the name of its field; this is the place that does.
      if (refusal instanceof Refusal)
        return one('field' in refusal.facts ? new Refusal(refusal.code, { ...refusal.facts, field }) : refusal);
      return one(httpRefusal('invalid-value', { field }));
    }
    default:
      return one(httpRefusal('invalid-value', { field }));
  }
}

/** Which of several shapes was meant is told by one field, the discriminator: its value is what is wrong. */
function unionRefusal(issue: z.core.$ZodIssueInvalidUnion, root: unknown): Refusal {
  const field = String(issue.path.at(-1) ?? '');
  if (issue.discriminator === undefined) return httpRefusal('invalid-value', { field });
  const options = 'options' in issue ? (issue.options ?? []) : [];
  return valueAt(root, issue.path) === undefined
    ? httpRefusal('missing-field', { field })
    : httpRefusal('invalid-enum', { field, allowed: options.map(String).join('、') });
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const step of path)
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<PropertyKey, unknown>)[step]
        : undefined;
  return value;
}
