import { z } from 'zod';
import { incompatible, isAdministration, POST_LABEL } from '@bofu/access';
import type { AuditQuestion } from './question';
import { namesIn } from './told-by-events';
import { grantsIn, type ToldGrant } from './told-rights';

const row = z.strictObject({
  person: z.string(),
  post: z.string(),
  otherPost: z.string(),
  from: z.string(),
  until: z.string().nullable(),
  numbers: z.array(z.int()),
});
type Row = z.output<typeof row>;

/** Pairs that may not go together, held on one day at least. */
export const incompatiblePosts: AuditQuestion<Row> = {
  number: 16,
  ofWholeLog: true,
  title: '是否有人在任何时候同时持有互斥的岗位？',
  row,
  ask(events, { agencyId, asOf }) {
    const nameOf = namesIn(events);
    const grants = grantsIn(events, agencyId).filter(({ held, from }) => held && from <= asOf);
    const pairs = grants.flatMap((one, at) =>
      grants
        .slice(at + 1)
        .filter((other) => other.personId === one.personId && incompatible(one, other) && overlap(one, other))
        .map((other) => ({ one, other })),
    );
    // Granted in small-office mode alone.
    const allowed = pairs.filter(({ one, other }) => isAdministration(one.post) && isAdministration(other.post)).length;
    return {
      answer: `核对 ${new Set(grants.map(({ personId }) => personId)).size} 人的 ${grants.length} 个岗位，同时持有互斥岗位的 ${pairs.length} 对${allowed > 0 ? `，其中 ${allowed} 对是小单位模式下一人兼任的管理员岗位` : ''}。`,
      rows: pairs.map(({ one, other }) => ({
        ...{ person: nameOf(one.personId), post: POST_LABEL[one.post], otherPost: POST_LABEL[other.post] },
        from: one.from > other.from ? one.from : other.from,
        until: [one.heldUntil, other.heldUntil].flatMap((day) => day ?? []).sort()[0] ?? null,
        numbers: [one, other].flatMap(({ acts }) => acts.map(({ event }) => event.number)),
      })),
      proof: (pairs.length > 0 ? pairs.flatMap(({ one, other }) => [one, other]) : grants).flatMap(({ acts }) =>
        acts.map(({ event }) => event),
      ),
    };
  },
};

const overlap = (one: ToldGrant, other: ToldGrant): boolean =>
  one.from <= (other.heldUntil ?? one.from) && other.from <= (one.heldUntil ?? other.from);
