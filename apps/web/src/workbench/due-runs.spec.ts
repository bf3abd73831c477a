import { dueRuns } from './due-runs';

const period = (programmeId: string, of: string, dueOn: string, isOverdue = false) => ({
  ...{ programmeId, programmeName: `项目${programmeId}`, appropriationIds: [`a-${programmeId}`] },
  ...{ period: of, dueOn, isOverdue, open: null },
});
const line = (appropriationId: string) => ({
  ...{ appropriationId, groupId: null, rate: '1.00', per: 'month' as const, headcount: null },
});
const pension = { schemeId: 's', name: '基础养老金', lines: [line('a-1'), line('a-2')] };

describe('what is due, by the run that pays it', () => {
  it('is one for the programmes of a scheme, due with the first of them, and one for each other programme', () =>
    expect(
      dueRuns(
        [
          period('1', '2021-10', '2021-10-29', true),
          period('2', '2021-10', '2021-10-28'),
          period('3', '2021-10', '2021-10-30'),
        ],
        [pension],
      ),
    ).toEqual([
      {
        key: 's/2021-10',
        name: '基础养老金',
        period: '2021-10',
        dueOn: '2021-10-28',
        isOverdue: true,
        of: 's',
        programmes: 2,
      },
      {
        key: '3/2021-10',
        name: '项目3',
        period: '2021-10',
        dueOn: '2021-10-30',
        isOverdue: false,
        of: 'a-3',
        programmes: 1,
      },
    ]));

  it('is one for each month', () =>
    expect(
      dueRuns([period('1', '2021-09', '2021-09-30'), period('1', '2021-10', '2021-10-29')], [pension]).map(
        ({ key }) => key,
      ),
    ).toEqual(['s/2021-09', 's/2021-10']));
});
