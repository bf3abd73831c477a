import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { ExpectedVersion } from '@bofu/event-store';
import { received, refuse } from './http-refusals';

/** A stream's version as an entity tag (RFC 9110 §8.8.3), without its quotes: `rev-37`. */
export const revisionOf = (version: bigint): string => `rev-${version}`;

/** The revision a caller should look at now, `null` where there is nothing yet. */
export const currentRevisionOf = (version: ExpectedVersion): string | null =>
  version === 'no-stream' ? null : revisionOf(version);

export const etagOf = (version: bigint): string => `"${revisionOf(version)}"`;

/**
 * Reads `If-Match: "rev-37"`. One strong tag only: `*`, lists and weak tags say less than which version was seen, and
 * a decision on money needs exactly that. Refuses `if-match-malformed`.
 */
export function parseIfMatch(header: string | undefined): bigint | undefined {
  if (header === undefined) return undefined;
  const version = /^"rev-(0|[1-9]\d{0,17})"$/.exec(header)?.[1];
  return version === undefined ? refuse('if-match-malformed', { received: received(header) }) : BigInt(version);
}

export const REVISION_REQUIRED = 'bofu:revision-required';

/** On a route that must not be used blindly: without `If-Match` it answers 428. */
export const RevisionRequired = (): MethodDecorator =>
  applyDecorators(
    SetMetadata(REVISION_REQUIRED, true),
    ApiHeader({
      name: 'If-Match',
      required: true,
      description: '读取时得到的 ETag；内容已被他人更改时答 412',
      schema: { type: 'string', pattern: '^"rev-(0|[1-9][0-9]*)"$', example: '"rev-37"' },
    }),
  );
