import { RegisterAgency, RegisterPerson, RegisterUnit, type HumanPost } from '@bofu/access';
import type { Office } from '@bofu/api';
import { publishedYear, SetCalendarYear } from '@bofu/calendar';
import { derivedId, type CommandContext } from '@bofu/event-store';
import { dateOf, parseBusinessDate } from '@bofu/kernel';

/** The bureau of the demo as its published budget names it. Who works there is invented. */

const AGENCY = {
  code: '356',
  name: '保定市满城区人力资源和社会保障局',
  regionCode: '130607',
  regionName: '保定市满城区',
  parentAgencyId: null,
  // 撤县设区.
  effectiveOn: parseBusinessDate('2015-04-28'),
};

const UNITS = [
  { code: '356001', name: '保定市满城区人力资源和社会保障局本级', nature: '行政', fundingForm: '财政拨款' },
  { code: '356009', name: '保定市满城区人力资源和社会保障局(自收自支)', nature: '事业', fundingForm: '自收自支' },
];

/** The first of them registers herself and everybody else. */
export const PEOPLE = [
  { name: '预算经办', number: '001', post: 'clerk' },
  { name: '居保经办', number: '002', post: 'clerk' },
  { name: '机关养老经办', number: '003', post: 'clerk' },
  { name: '就业经办', number: '004', post: 'clerk' },
  { name: '综合经办', number: '005', post: 'clerk' },
  { name: '财务支付', number: '006', post: 'cashier' },
  { name: '业务复核', number: '007', post: 'reviewer' },
  { name: '分管审批', number: '008', post: 'approver' },
  { name: '财政监管', number: '009', post: 'supervisor' },
  { name: '内部审计', number: '010', post: 'auditor' },
  { name: '系统管理', number: '011', post: 'system-administrator' },
  { name: '审计管理', number: '012', post: 'audit-administrator' },
] as const satisfies readonly { readonly name: string; readonly number: string; readonly post: HumanPost }[];
const FOUNDER = PEOPLE[0].name;

export type DemoPerson = (typeof PEOPLE)[number]['name'];

/** The bureau on record: whose books the demo keeps, and who acts on them. */
export interface DemoBureau {
  readonly agencyId: string;
  /** The first year on its books. */
  readonly since: number;
  /** The context of one act; its id follows from `key`, so that what was done before is not done again. */
  readonly acting: (person: DemoPerson, recordedAt: string, ...key: readonly string[]) => CommandContext;
  readonly personIdOf: (person: DemoPerson) => string;
}

export const commandIdOf = (...key: readonly string[]): string => derivedId('demo', ...key);

/** The first of all that is on the books of a demo year: nothing of it was recorded before. */
export const foundingOf = (year: number): string => `${year}-01-01T08:30:00.000+08:00`;

/** The first morning: the bureau, its people and units. */
export async function registerBureau({ commands }: Pick<Office, 'commands'>, year: number): Promise<DemoBureau> {
  const recordedAt = foundingOf(year);
  const personIds = new Map<DemoPerson, string>();
  const actingFor =
    (agencyId: string): DemoBureau['acting'] =>
    (person, at, ...key) => {
      const post = PEOPLE.find(({ name }) => name === person)?.post ?? 'clerk';
      const personId = personIds.get(person) ?? '';
      const by = { personId, post, delegationId: null, channel: 'service', mode: 'single-person' } as const;
      return { commandId: commandIdOf(...key), agencyId, by, recordedAt: at };
    };

  const founding = actingFor('')(FOUNDER, recordedAt, 'agency', AGENCY.code);
  const { agencyId } = await commands.execute(new RegisterAgency(founding, AGENCY, true));
  const acting = actingFor(agencyId);
  for (const { name, number } of PEOPLE) {
    const context = acting(FOUNDER, recordedAt, 'person', name);
    const registering = new RegisterPerson(context, { name, number, kind: 'person' }, false, name === FOUNDER);
    const { personId } = await commands.execute(registering);
    personIds.set(name, personId);
  }
  const firstDay = dateOf(year, 1, 1);
  for (const unit of UNITS) {
    const context = acting(FOUNDER, recordedAt, 'unit', unit.code);
    await commands.execute(new RegisterUnit(context, { ...unit, openedOn: firstDay }));
  }
  return { agencyId, since: year, acting, personIdOf: (person) => personIds.get(person) ?? '' };
}

/** Which days of a year are worked. */
export async function loadCalendar(
  { commands }: Pick<Office, 'commands'>,
  { acting }: DemoBureau,
  year: number,
): Promise<void> {
  const loading = acting(FOUNDER, foundingOf(year), 'calendar', String(year));
  const calendar = { ...publishedYear(year), actedOn: dateOf(year, 1, 1), reason: null };
  await commands.execute(new SetCalendarYear(loading, year, { type: 'load-calendar-year', ...calendar }));
}
