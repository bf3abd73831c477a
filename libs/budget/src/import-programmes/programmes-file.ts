import { createHash } from 'node:crypto';
import { z } from 'zod';
import { LARGEST_EVENT_BYTES } from '@bofu/event-store';
import { formatYuan, Refusal, yearOf, type BusinessDate, type By, type Decider, type DomainEvent } from '@bofu/kernel';
import { budgetRefusals } from '../budget-refusals';
import { appropriationDecider, type AppropriationCommand } from '../domain/appropriation';
import { NO_ELEMENTS, type Source } from '../domain/appropriation-terms';
import type { ControlTotal, ReconciledProgramme } from '../domain/control-totals';
import { programmeDecider, type ProgrammeCommand } from '../domain/programme';
import { MOST_IMPORT_DEFECTS, refuse, type ImportDefect } from '../domain/refusals';
import type { Issue } from '../issue-appropriation';
import {
  bareProgrammeForm,
  fileForm,
  MISSING,
  MOST_ROWS,
  pointerOf,
  programmeForm,
  sentenceOf,
} from './programmes-form';
import { repeatedKeys } from './repeated-keys';

type Of<Command, Type> = Extract<Command, { type: Type }>;

/** One programme of a file, in what will be recorded of it. */
export interface ImportedProgramme {
  readonly code: string;
  /** What it is known by within the file: its code, where no other line has the same. */
  readonly key: string;
  readonly issue: Issue;
  /** `null` where the file says nothing of it. */
  readonly plan: Of<AppropriationCommand, 'adopt-spending-plan'> | null;
  readonly standard: Omit<Of<ProgrammeCommand, 'set-payment-standard'>, 'recordedOn'> | null;
  readonly targets: Of<ProgrammeCommand, 'set-performance-targets'> | null;
}

/** The document that the figures were taken from, where it is not the file itself. */
export interface FileOrigin {
  /** SHA-256, in hexadecimal: what the import is known by. */
  readonly digest: string;
  /** Where in the document that stands which the file has at a place (RFC 6901). */
  readonly placeOf: (pointer: string) => string;
  /** Whether plans, standards and targets must be there. */
  readonly isWhole: boolean;
}

const itself = (bytes: Buffer): FileOrigin => ({
  digest: digestOf(bytes),
  placeOf: (pointer) => pointer,
  isWhole: true,
});

/** A bureau's year as read from a file: every programme already in the commands that will record it. */
export interface ProgrammesFile {
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string;
  readonly fiscalYear: number;
  readonly effectiveOn: BusinessDate;
  readonly declared: readonly ControlTotal[];
  readonly programmes: readonly (ReconciledProgramme & ImportedProgramme)[];
}

export const digestOf = (file: Buffer): string => createHash('sha256').update(file).digest('hex');

const inChinese = z.locales.zhCN().localeError;
const LONGEST_TOLD = 300;
/** What the store adds to an event's data: ids, the actor, hashes. */
const ROOM_FOR_METADATA = 4 * 1024;

/**
 * Reads the file and tries every command on an empty appropriation, so that whatever would be refused is known before
 * anything is recorded. Refuses `import-file-invalid` with all that is wrong, not only the first thing, up to a bound.
 */
export function readProgrammesFile(bytes: Buffer, by: By, origin: FileOrigin = itself(bytes)): ProgrammesFile {
  const { text, json } = jsonIn(bytes);
  const defects: ImportDefect[] = [];
  const report = (pointer: string, reason: string) => {
    defects.push({ pointer: shortened(origin.placeOf(pointer)), reason: shortened(reason) });
    if (defects.length >= MOST_IMPORT_DEFECTS) refuseFile(defects);
  };
  for (const pointer of repeatedKeys(text)) report(pointer, '同一项写了两次');

  const check = <Out>(form: z.ZodType<Out>, value: unknown, at: string): Out | undefined => {
    const { data, error } = form.safeParse(value, {
      error: (issue) => (issue.code === 'invalid_type' && issue.input === undefined ? MISSING : inChinese(issue)),
    });
    for (const { path, message } of error?.issues ?? []) report(at + pointerOf(path), message);
    return data;
  };
  const reportRepeats = <Row extends object>(
    rows: readonly (Row | undefined)[],
    field: keyof Row & string,
    at: string,
  ) => {
    const seen = new Set<unknown>();
    for (const [row, value] of rows.map((each) => each?.[field]).entries()) {
      if (value !== undefined && seen.has(value)) report(`${at}/${row}/${field}`, `与前面的重复：${String(value)}`);
      seen.add(value);
    }
  };

  // Each programme is checked by itself, so that a mistake in the heading does not hide those below it.
  const file = check(fileForm, json, '');
  const form: z.ZodType<BareProgramme> = origin.isWhole ? programmeForm : bareProgrammeForm;
  const read = programmesIn(json).map((value, at) => check(form, value, `/programmes/${at}`));
  reportRepeats(read, 'sequence', '/programmes');
  if (origin.isWhole) reportRepeats(read, 'code', '/programmes');
  if (!file) return refuseFile(defects);

  const { fiscalYear, effectiveOn, units, declaredTotals } = file;
  reportRepeats(units, 'code', '/units');
  reportRepeats(declaredTotals, 'budgetType', '/declaredTotals');
  const inYear = yearOf(effectiveOn) === fiscalYear;
  if (!inYear) report('/effectiveOn', budgetRefusals['outside-fiscal-year'].title({ date: effectiveOn, fiscalYear }));

  const { digest } = origin;
  const unitNames = new Map(units.map(({ code, name }) => [code, name]));
  const programmes = read.flatMap((programme, at) => {
    if (!programme) return [];
    const { sequence, unit, budgetType, amount: amountFen } = programme;
    const unitName = unitNames.get(unit);
    if (unitName === undefined) report(`/programmes/${at}/unit`, `单位 ${unit} 不在 units 之中`);
    const imported = importedOf(programme, unitName ?? '', at, { fiscalYear, effectiveOn, origin });
    if (inYear) for (const { field, reason } of rehearse(imported, by)) report(`/programmes/${at}${field}`, reason);
    return [{ sequence, budgetType, amountFen, ...imported }];
  });
  if (!origin.isWhole) reportRepeats(programmes, 'key', '/programmes');
  if (defects.length > 0) return refuseFile(defects);
  return { digest, fiscalYear, effectiveOn, declared: declaredTotals, programmes };
}

const programmesIn = (json: unknown): readonly unknown[] => {
  const programmes: unknown = typeof json === 'object' && json !== null && 'programmes' in json ? json.programmes : [];
  return Array.isArray(programmes) && programmes.length <= MOST_ROWS ? programmes : [];
};

const refuseFile = (defects: readonly ImportDefect[]): never =>
  refuse('import-file-invalid', { defects, total: defects.length });

/** A name or a list of names from the file may be as long as the file. */
const shortened = (text: string): string => (text.length > LONGEST_TOLD ? `${text.slice(0, LONGEST_TOLD)}……` : text);

type BareProgramme = z.output<typeof bareProgrammeForm>;

function importedOf(
  programme: BareProgramme,
  unitName: string,
  at: number,
  {
    fiscalYear,
    effectiveOn,
    origin: { digest, placeOf, isWhole },
  }: Pick<ProgrammesFile, 'fiscalYear' | 'effectiveOn'> & { readonly origin: FileOrigin },
): ImportedProgramme {
  const { code, name, unit, amount: amountFen, plan, standard, targets } = programme;
  const { fundingLevel, fundingLevelBasis, budgetType, documentNumber, issuedAs } = programme;
  const source = (field: string, printed: string): Source => ({
    field,
    printed,
    documentDigest: digest,
    place: placeOf(`/programmes/${at}/${field}`),
  });
  const shares = plan?.map(({ cumulativeShare }) => (cumulativeShare === null ? '' : String(cumulativeShare / 100)));
  const { formedIn = fiscalYear, batch = 1 } = programme;
  return {
    code,
    key: isWhole ? code : [code, fundingLevel, issuedAs, formedIn, batch].join('/'),
    issue: {
      programme: { code, name },
      fiscalYear,
      formedIn,
      issuedAs,
      batch,
      unitCode: unit,
      unitName,
      fundingLevel,
      fundingLevelBasis,
      budgetType,
      documentNumber,
      documentDate: programme.documentDate ?? null,
      // What is imported is the approved budget, whatever day it takes effect on.
      elements: { ...NO_ELEMENTS, budgetSource: 'initial' },
      amountFen,
      effectiveOn,
      sources: [source('amount', formatYuan(amountFen))],
    },
    plan:
      plan === undefined
        ? null
        : {
            type: 'adopt-spending-plan',
            checkpoints: plan,
            effectiveOn,
            sources: [source('plan', shares?.join('/') ?? '')],
          },
    standard:
      standard === undefined
        ? null
        : {
            type: 'set-payment-standard',
            groupId: null,
            ...standard,
            effectiveOn,
            arrearsDueOn: null,
            sources: [source('standard', standard.deadline.printed)],
          },
    targets:
      targets === undefined ? null : { type: 'set-performance-targets', fiscalYear, targets, effectiveOn, sources: [] },
  };
}

/** What the programme and its appropriation would refuse, and what the store could not hold. */
function rehearse({ issue, plan, standard, targets }: ImportedProgramme, by: By) {
  const { programme, ...terms } = issue;
  const { code, name } = 'code' in programme ? programme : { code: '', name: '' };
  const registration = { type: 'register-programme', code, name, effectiveOn: terms.effectiveOn, sources: [] } as const;
  const issuing = { type: 'issue-appropriation', programmeId: '', programmeCode: code, programmeName: name } as const;
  return [
    ...tried(programmeDecider(''), by, [
      ['', registration],
      ...(standard ? [['/standard', { ...standard, recordedOn: standard.effectiveOn }] as const] : []),
      ...(targets ? [['/targets', targets] as const] : []),
    ]),
    ...tried(appropriationDecider(''), by, [
      ['', { ...issuing, ...terms }],
      ...(plan ? [['/plan', plan] as const] : []),
    ]),
  ];
}

type Field = '' | '/plan' | '/standard' | '/targets';

/** Each command with the field of the programme that it takes its content from. */
function tried<State extends { situation: string }, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  by: By,
  steps: readonly (readonly [Field, Command])[],
): { field: Field; reason: string }[] {
  const defects: { field: Field; reason: string }[] = [];
  let state = decider.initial;
  for (const [field, command] of steps) {
    try {
      const events = decider.decide(state, command, by);
      for (const event of events) state = decider.evolve(state, event, by);
      if (events.some(({ data }) => Buffer.byteLength(JSON.stringify(data)) > LARGEST_EVENT_BYTES - ROOM_FOR_METADATA))
        defects.push({ field, reason: '内容过多，一次登记容纳不下' });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      defects.push({ field, reason: sentenceOf(error) });
      if (state.situation === decider.initial.situation) break;
    }
  }
  return defects;
}

function jsonIn(bytes: Buffer): { text: string; json: unknown } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuseFile([{ pointer: '', reason: '不是 UTF-8 编码的文本' }]);
  }
  try {
    return { text, json: JSON.parse(text) };
  } catch {
    return refuseFile([{ pointer: '', reason: '不是完整的 JSON' }]);
  }
}
