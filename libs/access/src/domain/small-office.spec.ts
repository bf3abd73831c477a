import type { By, Post } from '@bofu/kernel';
import { specOf, stateAfter } from '@bofu/testing';
import { day } from '../../testing/access-examples';
import { HUMAN_POSTS } from './posts';
import {
  isSmallOffice,
  smallOfficeBetween,
  smallOfficeDecider,
  type SmallOfficeCommand,
  type SmallOfficeEvent,
} from './small-office';

const acting = (personId: string, post: Post = 'security-administrator', mode: By['mode'] = 'office'): By => ({
  personId,
  post,
  delegationId: null,
  channel: 'page',
  mode,
});
const [ANAN, BAO] = [acting('anan'), acting('bao')];
const { given } = specOf(smallOfficeDecider);

const reason = '编制 7 人';
const propose: SmallOfficeCommand = { type: 'propose-small-office', reason };
const confirm: SmallOfficeCommand = { type: 'confirm-small-office', from: day('2022-03-01') };
const decline: SmallOfficeCommand = { type: 'decline-small-office', reason: '已有两位' };
const end = (administrators = 2, holdingSeveral = 0): SmallOfficeCommand => ({
  type: 'end-small-office',
  until: day('2022-06-30'),
  reason: '增编',
  ...{ administrators, holdingSeveral },
});

type Recorded = SmallOfficeEvent & { readonly by: By };
const proposed: Recorded = { type: 'SmallOfficeProposed', data: { reason }, by: ANAN };
const declared: Recorded = {
  type: 'SmallOfficeDeclared',
  data: { from: day('2022-03-01'), proposedBy: 'anan', reason },
  by: BAO,
};
const ended: Recorded = { type: 'SmallOfficeEnded', data: { until: day('2022-06-30'), reason: '增编' }, by: ANAN };
const plain = ({ by: _by, ...event }: Recorded): SmallOfficeEvent => event;

describe('small-office mode', () => {
  it('is proposed by one security administrator and confirmed by another, from that day on', () => {
    given([])
      .when(propose, ANAN)
      .then([plain(proposed)]);
    given([proposed]).when(confirm, ANAN).thenRefuses('small-office-needs-second-person');
    given([proposed])
      .when(confirm, BAO)
      .then([plain(declared)]);
  });
  it('is declined, by its proposer too, and may be proposed again', () => {
    const declined: Recorded = { type: 'SmallOfficeDeclined', data: { reason: '已有两位' }, by: BAO };
    given([proposed])
      .when(decline, ANAN)
      .then([plain(declined)]);
    given([proposed, declined]).when(confirm, BAO).thenRefuses('small-office-not-proposed');
    given([proposed, declined])
      .when(propose, BAO)
      .then([plain(proposed)]);
  });
  it('is proposed once, and not where it is in force', () => {
    given([proposed]).when(propose, BAO).thenRefuses('small-office-proposed');
    given([proposed, declared]).when(propose, ANAN).thenRefuses('small-office-in-force');
    given([]).when(confirm, BAO).thenRefuses('small-office-not-proposed');
    given([]).when(decline, BAO).thenRefuses('small-office-not-proposed');
  });
  it('is ended by one, once nothing leans on it any more', () => {
    given([proposed, declared])
      .when(end(), ANAN)
      .then([plain(ended)]);
    given([proposed, declared])
      .when(end(1), ANAN)
      .thenRefuses('small-office-still-needed', { administrators: 1, holdingSeveral: 0 });
    given([proposed, declared])
      .when(end(2, 1), ANAN)
      .thenRefuses('small-office-still-needed', { administrators: 2, holdingSeveral: 1 });
    given([proposed]).when(end(), ANAN).thenRefuses('small-office-not-in-force');
    given([proposed, declared, ended]).when(end(), ANAN).thenRefuses('small-office-not-in-force');
  });
  it.each(HUMAN_POSTS.filter((post) => post !== 'security-administrator'))('is no business of a %s', (post) => {
    for (const [events, command] of [
      [[], propose],
      [[proposed], confirm],
      [[proposed], decline],
      [[proposed, declared], end()],
    ] as const)
      given([...events])
        .when(command, acting('chen', post))
        .thenRefuses('small-office-needs-security-administrator');
  });
  it('is nothing one person can do in single-person mode', () =>
    given([])
      .when(propose, acting('anan', 'security-administrator', 'single-person'))
      .thenRefuses('small-office-needs-security-administrator'));

  it('is named for every day it was in force, and for no other', () => {
    const again: Recorded = { ...declared, data: { ...declared.data, from: day('2023-01-01') } };
    const states = [[], [proposed], [proposed, declared], [proposed, declared, ended], [declared, ended, again]].map(
      (events) => stateAfter(smallOfficeDecider, [...events]),
    );
    expect(states.map(isSmallOffice)).toEqual([false, false, true, false, true]);
    const last = states[4]!;
    const between = (from: string, until: string) =>
      smallOfficeBetween(last, day(from), day(until)).map((span) => [span.from, span.until]);
    expect(between('2022-01-01', '2022-02-28')).toEqual([]);
    expect(between('2022-01-01', '2022-03-01')).toEqual([['2022-03-01', '2022-06-30']]);
    expect(between('2022-06-30', '2022-12-31')).toEqual([['2022-03-01', '2022-06-30']]);
    expect(between('2022-07-01', '2022-12-31')).toEqual([]);
    expect(between('2022-01-01', '2024-12-31')).toEqual([
      ['2022-03-01', '2022-06-30'],
      ['2023-01-01', null],
    ]);
  });
});
