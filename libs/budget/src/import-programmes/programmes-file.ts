import { createHash } from 'node:crypto';
import { z } from 'zod';
import { LARGEST_EVENT_BYTES } from '@bofu/event-store';
import { fold, Refusal, yearOf, type BusinessDate } from '@bofu/kernel';
import { budgetRefusals } from '../budget-refusals';
import { appropriationDecider, type AppropriationCommand } from '../domain/appropriation';
import { appropriationIdOf } from '../domain/appropriation-terms';
import type { ControlTotal, ReconciledProgramme } from '../domain/control-totals';
import { refuse, type ImportDefect } from '../domain/refusals';
import { fileForm, MISSING, pointerOf, programmeForm, sentenceOf } from './programmes-form';
import { repeatedKeys } from './repeated-keys';

/** A bureau's year as read from a file: every programme already in the commands that will record it. */
export interface ProgrammesFile {
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string;
  readonly fiscalYear: number;
  readonly effectiveOn: BusinessDate;
  readonly declared: readonly ControlTotal[];
  readonly programmes: readonly (ReconciledProgramme & {
    readonly appropriationId: string;
    readonly commands: readonly AppropriationCommand[];
  })[];
}

export const digestOf = (file: Buffer): string => createHash('sha256').update(file).digest('hex');

const inChinese = z.locales.zhCN().localeError;
const DEFECTS_LISTED = 200;
/** What the store adds to an event's data: ids, the actor, hashes. */
const ROOM_FOR_METADATA = 4 * 1024;

/**
 * Reads the file and tries every command on an empty appropriation, so that whatever would be refused is known before
 * anything is recorded. Refuses `import-file-invalid` with all that is wrong, not only the first thing.
 */
export function readProgrammesFile(bytes: Buffer): ProgrammesFile {
  const { text, json } = jsonIn(bytes);
  const defects = repeatedKeys(text);
  const report = (pointer: string, reason: string) => defects.push({ pointer, reason });

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
  const read = programmesIn(json).map((value, at) => check(programmeForm, value, `/programmes/${at}`));
  reportRepeats(read, 'sequence', '/programmes');
  reportRepeats(read, 'code', '/programmes');
  if (!file) return refuseFile(defects);

  const { fiscalYear, effectiveOn, units, declaredTotals } = file;
  reportRepeats(units, 'code', '/units');
  reportRepeats(declaredTotals, 'budgetType', '/declaredTotals');
  const inYear = yearOf(effectiveOn) === fiscalYear;
  if (!inYear) report('/effectiveOn', budgetRefusals['outside-fiscal-year'].title({ date: effectiveOn, fiscalYear }));

  const digest = digestOf(bytes);
  const unitNames = new Map(units.map(({ code, name }) => [code, name]));
  const programmes = read.flatMap((programme, at) => {
    if (!programme) return [];
    const { sequence, code, unit, budgetType, amount: amountFen } = programme;
    const unitName = unitNames.get(unit);
    if (unitName === undefined) report(`/programmes/${at}/unit`, `单位 ${unit} 不在 units 之中`);
    const appropriationId = appropriationIdOf(fiscalYear, code);
    const steps = stepsOf(programme, unitName ?? '', { fiscalYear, effectiveOn, digest });
    if (inYear)
      for (const { field, reason } of rehearse(appropriationId, steps)) report(`/programmes/${at}${field}`, reason);
    return [{ sequence, budgetType, amountFen, appropriationId, commands: steps.map(({ command }) => command) }];
  });
  if (defects.length > 0) return refuseFile(defects);
  return { digest, fiscalYear, effectiveOn, declared: declaredTotals, programmes };
}

const programmesIn = (json: unknown): readonly unknown[] => {
  const programmes: unknown = typeof json === 'object' && json !== null && 'programmes' in json ? json.programmes : [];
  return Array.isArray(programmes) ? programmes : [];
};

const refuseFile = (defects: readonly ImportDefect[]): never =>
  refuse('import-file-invalid', { defects: defects.slice(0, DEFECTS_LISTED), total: defects.length });

interface Step {
  /** The field of the programme that this command takes its content from. */
  readonly field: '' | '/plan' | '/standard' | '/targets';
  readonly command: AppropriationCommand;
}

function stepsOf(
  programme: z.output<typeof programmeForm>,
  unitName: string,
  { fiscalYear, effectiveOn, digest }: Pick<ProgrammesFile, 'fiscalYear' | 'effectiveOn' | 'digest'>,
): readonly Step[] {
  const { sequence, code, name, unit, amount: amountFen, plan, standard, targets } = programme;
  const { fundingLevel, fundingLevelBasis, budgetType, documentNumber, issuedAs } = programme;
  const issue: AppropriationCommand = {
    type: 'issue-appropriation',
    fiscalYear,
    programmeCode: code,
    programmeName: name,
    unitCode: unit,
    unitName,
    fundingLevel,
    fundingLevelBasis,
    budgetType,
    documentNumber,
    issuedAs,
    amountFen,
    effectiveOn,
    source: { fileDigest: digest, sequence },
  };
  return [
    { field: '', command: issue },
    { field: '/plan', command: { type: 'adopt-spending-plan', checkpoints: plan, effectiveOn } },
    { field: '/standard', command: { type: 'set-payment-standard', ...standard, effectiveOn } },
    { field: '/targets', command: { type: 'set-performance-targets', targets, effectiveOn } },
  ];
}

/** What the appropriation would refuse, and what the store could not hold. */
function rehearse(appropriationId: string, steps: readonly Step[]): { field: Step['field']; reason: string }[] {
  const decider = appropriationDecider(appropriationId);
  const defects: { field: Step['field']; reason: string }[] = [];
  let state = decider.initial;
  for (const { field, command } of steps) {
    try {
      const events = decider.decide(state, command);
      state = fold(decider, events, state);
      if (events.some(({ data }) => Buffer.byteLength(JSON.stringify(data)) > LARGEST_EVENT_BYTES - ROOM_FOR_METADATA))
        defects.push({ field, reason: '内容过多，一次登记容纳不下' });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      defects.push({ field, reason: sentenceOf(error) });
      if (state.situation === 'not-issued') break;
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
