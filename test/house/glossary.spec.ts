import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plantWorkspace, PROJECT } from '../architecture/planted-workspace';
import { domainTerms, refusalCodes, type RefusalCodes } from './vocabulary';

interface GlossaryRow {
  readonly terms: readonly string[];
  readonly chinese: string;
  readonly meaning: string;
}

/** The rows of every table whose first column is `Term in code`; a row may hold an event and its command together. */
function glossaryRows(markdown: string): GlossaryRow[] {
  const rows = markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
  return rows
    .filter(([, first = '']) => !/^(Term in code|:?-+:?)$/.test(first))
    .map(([, first = '', chinese = '', meaning = '']) => ({
      terms: [...first.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
      chinese,
      meaning,
    }));
}

const hasChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);

const missingFrom = (rows: readonly GlossaryRow[], names: readonly string[]): string[] => {
  const known = new Set(rows.flatMap(({ terms }) => terms));
  return names.filter((name) => !known.has(name));
};

const incomplete = (rows: readonly GlossaryRow[]): string[] =>
  rows
    .filter(({ terms, chinese, meaning }) => terms.length === 0 || !hasChinese(chinese) || meaning === '')
    .map(({ terms, chinese }) => `${terms.join(', ')} | ${chinese}`);

const repeated = (names: readonly string[]): string[] => names.filter((name, at) => names.indexOf(name) !== at);

const faultsOf = ({ declared, titled }: RefusalCodes): string[] => [
  ...declared.filter((code) => !titled.some((entry) => entry.code === code)).map((code) => `${code}: no title`),
  ...titled.filter(({ title }) => !hasChinese(title)).map(({ code }) => `${code}: title not Chinese`),
  ...titled.filter(({ code }) => !declared.includes(code)).map(({ code }) => `${code}: never refused`),
  ...repeated(titled.map(({ code }) => code)).map((code) => `${code}: catalogued twice`),
];

describe('the glossary', () => {
  const rows = glossaryRows(readFileSync(join(PROJECT, 'docs/glossary.md'), 'utf8'));
  const terms = domainTerms(PROJECT);

  it('explains every event of every decider', () => {
    const events = terms.filter(({ kind }) => kind === 'event').map(({ name }) => name);
    expect(events).toContain('FundsCommitted');
    expect(missingFrom(rows, events)).toEqual([]);
  });

  it('explains every command of every decider', () => {
    const commands = terms.filter(({ kind }) => kind === 'command').map(({ name }) => name);
    expect(commands).toContain('commit-funds');
    expect(missingFrom(rows, commands)).toEqual([]);
  });

  it('gives each term once, with its Chinese name and its meaning', () => {
    expect(incomplete(rows)).toEqual([]);
    expect(repeated(rows.flatMap((row) => row.terms))).toEqual([]);
  });

  it('uses no event or command name for two things', () => {
    expect(repeated(terms.map(({ name }) => name))).toEqual([]);
  });
});

describe('the refusal catalogues', () => {
  it('say one Chinese sentence for every code, and only for codes there are', () => {
    expect(faultsOf(refusalCodes(PROJECT))).toEqual([]);
  });
});

describe('these checks, on a workspace with planted faults', () => {
  const inWorkspace = <Answer>(files: Record<string, string>, ask: (folder: string) => Answer): Answer => {
    const workspace = plantWorkspace(files);
    try {
      return ask(workspace.folder);
    } finally {
      workspace.remove();
    }
  };

  const KERNEL = {
    'libs/kernel/src/index.ts': 'export interface DomainEvent<T extends string, D> { type: T; data: D }',
  };

  it('find events and commands however their union is written', () => {
    const text = `
      import type { DomainEvent } from '@bofu/kernel';
      type Amount = { amountFen: string };
      export type GrantEvent = DomainEvent<'GrantGiven', Amount> | DomainEvent<'GrantTaken', Amount & { why: string }>;
      export type GrantCommand = ({ type: 'give-grant' } & Amount) | { type: 'take-grant' | 'keep-grant' };
      export interface PlanCommand { readonly type: 'plan-grant' }
      type HiddenEvent = DomainEvent<'Hidden', Amount>;
      export type Grant = HiddenEvent['data'];`;
    const found = inWorkspace({ ...KERNEL, 'libs/grant/src/domain/grant.ts': text }, domainTerms);
    expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'event GrantGiven',
      'event GrantTaken',
      'command give-grant',
      'command take-grant',
      'command keep-grant',
      'command plan-grant',
    ]);
  });

  it('stop at an event whose type is not written out', () => {
    const text = 'export type GrantEvent = { type: string };';
    expect(() => inWorkspace({ 'libs/grant/src/domain/grant.ts': text }, domainTerms)).toThrow(
      'has no type written out',
    );
  });

  it('miss a term that is in no row, and see a row without Chinese or without a meaning', () => {
    const rows = glossaryRows(
      '| Term in code | 中文 |\n|---|---|\n| `A`, `b` | 甲 | first |\n| `C` | see | x |\n| `D` | 丁 | |',
    );
    expect(missingFrom(rows, ['A', 'b', 'E'])).toEqual(['E']);
    expect(incomplete(rows)).toEqual(['C | see', 'D | 丁']);
  });

  it('see a code without a title, with a foreign one, with none that is refused, and titled twice', () => {
    const files = {
      'libs/grant/src/refusals.ts': "export interface GrantRefusals { 'no-grant': {}; 'late': {}; 'untitled': {} }",
      'libs/grant/src/grant-refusals.ts': `
        export const grantRefusals: RefusalCatalogue<GrantRefusals> = {
          'no-grant': { status: 422, title: () => '没有拨款' },
          late: { status: 422, title: () => 'too late' },
          'gone': { status: 422, title: () => '已无' },
        };`,
      'apps/api/src/again.ts': `const more: RefusalCatalogue<X> = { 'no-grant': { status: 1, title: () => '没有' } };`,
    };
    expect(faultsOf(inWorkspace(files, refusalCodes))).toEqual([
      'untitled: no title',
      'late: title not Chinese',
      'gone: never refused',
      'no-grant: catalogued twice',
    ]);
  });
});
