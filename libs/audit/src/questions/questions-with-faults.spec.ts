import { recorded } from '@bofu/testing';
import { givenEvents, scopeOf } from '../../testing/given-events';
import { questionOf } from './catalogue';
import type { Answer } from './question';
import { grantsIn } from './told-rights';

const by = { personId: 'bao', post: 'security-administrator', delegationId: null, channel: 'service', mode: 'office' };
const { agencyId } = scopeOf();

type Given = Parameters<typeof givenEvents>[number];
const right = (type: string, data: object, day = '2021-01-04'): Given =>
  ({
    stream: 'rights-wang',
    type,
    data: { personId: 'wang', agencyId, by, ...data },
    metadata: { recordedAt: `${day}T09:00:00+08:00` },
  }) as Given;
const grant = (grantId: string, post: string, from: string, until: string | null = null): Given[] => [
  right('GrantProposed', {
    grantId,
    post,
    onAgencyId: agencyId,
    programmeSetId: null,
    from,
    until,
    delegatorId: null,
    reason: '分工',
  }),
  right('GrantConfirmed', { grantId, by: { ...by, personId: 'an' } }),
];
interface Row {
  readonly [field: string]: unknown;
}
const ask = (number: number, events: readonly Given[]): Answer<Row> => {
  const question = questionOf(number);
  if (!question) throw new Error(`no question ${number}`);
  return question.answer(givenEvents(...events), scopeOf()) as Answer<Row>;
};

describe('posts that may not go together', () => {
  it('are found where they were held on the same day', () => {
    const { rows } = ask(16, [...grant('g1', 'clerk', '2021-01-05'), ...grant('g2', 'reviewer', '2021-03-01')]);
    expect(rows).toMatchObject([{ post: '经办', otherPost: '复核', from: '2021-03-01', until: null }]);
  });

  it('are none where the one ended before the other began, or was taken away', () => {
    const ended = [...grant('g1', 'clerk', '2021-01-05', '2021-02-28'), ...grant('g2', 'reviewer', '2021-03-01')];
    expect(ask(16, ended).rows).toEqual([]);
    const revoked = [
      ...grant('g1', 'clerk', '2021-01-05'),
      right('GrantRevoked', { grantId: 'g1', reason: '调离' }, '2021-02-01'),
      ...grant('g2', 'reviewer', '2021-03-01'),
    ];
    expect(ask(16, revoked).rows).toEqual([]);
    // Nor where nobody confirmed it.
    expect(ask(16, [...grant('g1', 'clerk', '2021-01-05'), grant('g2', 'reviewer', '2021-01-05')[0]!]).rows).toEqual(
      [],
    );
  });

  it('are told act by act, and whoever proposed is not whoever confirmed', () => {
    const { rows, answer } = ask(15, grant('g1', 'clerk', '2021-01-05'));
    expect(rows.map(({ what, actor, post }) => [what, actor, post])).toEqual([
      ['提出', 'bao', '经办'],
      ['确认', 'an', '经办'],
    ]);
    expect(answer).toContain('提出与确认为同一人的 0 次');
    const alone = [grant('g1', 'clerk', '2021-01-05')[0]!, right('GrantConfirmed', { grantId: 'g1' })];
    expect(ask(15, alone).answer).toContain('提出与确认为同一人的 1 次');
  });

  it('of another agency are none of this one’s', () => {
    const elsewhere = recorded([
      right('GrantProposed', {
        ...{
          grantId: 'g1',
          post: 'clerk',
          onAgencyId: 'another',
          programmeSetId: null,
          from: '2021-01-05',
          until: null,
        },
        ...{ delegatorId: null, reason: '分工' },
      }),
    ]).map((event, at) => ({ ...event, number: at + 1 }));
    expect(grantsIn(elsewhere, agencyId)).toEqual([]);
  });
});
