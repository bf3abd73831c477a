import { join, relative } from 'node:path';
import { readFileSync, realpathSync } from 'node:fs';
import { askTool, plantWorkspace, PROJECT } from '../architecture/planted-workspace';

type Findings = readonly {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null }[];
}[];

/** One line of a decider that must not pass, and the rule that stops it. */
const UNWELCOME_IN_DOMAIN: Readonly<Record<string, readonly [code: string, rule: string]>> = {
  'reads the clock': ['export const now = new Date().toISOString();', 'no-restricted-globals'],
  'reads the clock by a detour': ['export const now = globalThis.Date.now();', 'no-restricted-properties'],
  'measures time': ['export const now = performance.now();', 'no-restricted-globals'],
  'looks at the process': ['export const zone = process.env["TZ"];', 'no-restricted-globals'],
  'talks to the console': ['console.log("paid");', 'no-restricted-globals'],
  'makes ids': ['export const id = crypto.randomUUID();', 'no-restricted-globals'],
  'calls out': ['export const answer = fetch("http://127.0.0.1/");', 'no-restricted-globals'],
  waits: ['setTimeout(() => undefined, 1);', 'no-restricted-globals'],
  'throws dice': ['export const chance = Math.random();', 'no-restricted-properties'],
  'makes floats': ['export const yuan = parseFloat("1.5");', 'no-restricted-globals'],
  'makes floats by a detour': ['export const yuan = Number.parseFloat("1.5");', 'no-restricted-properties'],
  'reads files': ['export { readFileSync } from "node:fs";', 'no-restricted-imports'],
  'reads files under the old name': ['import { readFileSync } from "fs"; readFileSync("a");', 'no-restricted-imports'],
  'hides a forgotten case': [
    'export const f = (a: "x" | "y") => { switch (a) { case "x": return 1; default: return 2; } };',
    'no-restricted-syntax',
  ],
};

const UNWELCOME_ANYWHERE: Readonly<Record<string, readonly [code: string, rule: string]>> = {
  'forgets a promise': [
    'const f = async () => { await Promise.resolve(); }; f();',
    '@typescript-eslint/no-floating-promises',
  ],
  'forgets a case': [
    'export const f = (a: "x" | "y") => { switch (a) { case "x": return 1; } return 2; };',
    '@typescript-eslint/switch-exhaustiveness-check',
  ],
  'imports a type as a value': [
    'import { Stats } from "node:fs"; export const size = (s: Stats) => s.size;',
    '@typescript-eslint/consistent-type-imports',
  ],
  'gives up on types': ['export const f = (a: any): string => String(a);', '@typescript-eslint/no-explicit-any'],
  'silences the compiler': [
    '// @ts-' + 'ignore because\nexport const a: string = "a";',
    '@typescript-eslint/ban-ts-comment',
  ],
  'uses an enum': ['export enum Level { Central }', 'no-restricted-syntax'],
  'compares loosely': ['export const f = (a: string) => a == "1";', 'eqeqeq'],
  'keeps an unused thing': ['const a = 1;', '@typescript-eslint/no-unused-vars'],
};

const DAY_AROUND_THE_PICKER = 'apps/web/src/payments/day-around-the-picker.tsx';
const SELECT_MADE_ANEW = 'apps/web/src/payments/select-made-anew.ts';

const WELCOME: Readonly<Record<string, string>> = {
  'libs/kernel/src/counts.ts':
    'export const half = (a: number) => Math.floor(a / 2);\nexport const isWhole = (a: number) => Number.isSafeInteger(a);\n',
  'libs/budget/src/domain/decides.spec.ts': 'import { readFileSync } from "node:fs";\nexport const a = readFileSync;\n',
  'libs/http/src/asks-the-clock.ts': 'export const now = () => new Date().toISOString();\n',
  // What Nest injects must be a value import although it is only used as a type.
  'libs/http/src/injected.ts': 'export class Clock { now = () => new Date(); }\n',
  'libs/http/src/is-injected.ts':
    'import { Injectable } from "@nestjs/common";\nimport { Clock } from "./injected";\n@Injectable()\n' +
    'export class Bell { constructor(private readonly clock: Clock) {}\n  ring() { return this.clock.now(); } }\n',
};

const fileFor = (folder: string, name: string) => `${folder}/${name.replaceAll(' ', '-')}.ts`;

describe('the lint rules, on a workspace with planted violations', () => {
  let red: Map<string, string[]>;

  beforeAll(async () => {
    const planted = [
      ...['libs/kernel/src', 'libs/budget/src/domain'].flatMap((folder) =>
        Object.entries(UNWELCOME_IN_DOMAIN).map(([name, [code]]) => [fileFor(folder, name), code]),
      ),
      ...Object.entries(UNWELCOME_ANYWHERE).map(([name, [code]]) => [fileFor('libs/http/src', name), code]),
      ['apps/web/tsconfig.json', readFileSync(join(PROJECT, 'apps/web/tsconfig.json'), 'utf8')],
      [DAY_AROUND_THE_PICKER, 'export { DatePicker } from "antd";\n'],
      [
        SELECT_MADE_ANEW,
        'import { useQuery } from "@tanstack/react-query";\n' +
          'export const useCount = () => useQuery({ queryKey: ["n"], queryFn: () => [1], select: (all) => all.length });\n',
      ],
    ];
    const workspace = plantWorkspace({ ...Object.fromEntries(planted), ...WELCOME });
    try {
      const args = ['--config', join(PROJECT, 'eslint.config.mjs'), '--format', 'json', '.'];
      const findings = await askTool<Findings>('eslint/bin/eslint.js', args, workspace.folder);
      const folder = realpathSync(workspace.folder);
      red = new Map(
        findings.map(({ filePath, messages }) => [
          relative(folder, filePath),
          [...new Set(messages.map(({ ruleId }) => ruleId ?? 'not parsed'))],
        ]),
      );
    } finally {
      workspace.remove();
    }
  });

  it.each(Object.entries(UNWELCOME_IN_DOMAIN))('stop kernel code that %s', (name, [, rule]) => {
    expect(red.get(fileFor('libs/kernel/src', name))).toContain(rule);
  });

  it.each(Object.entries(UNWELCOME_IN_DOMAIN))('stop a decider that %s', (name, [, rule]) => {
    expect(red.get(fileFor('libs/budget/src/domain', name))).toContain(rule);
  });

  it.each(Object.entries(UNWELCOME_ANYWHERE))('stop any file that %s', (name, [, rule]) => {
    expect(red.get(fileFor('libs/http/src', name))).toEqual([rule]);
  });

  it('stop a page that takes days past the picker made for them', () => {
    expect(red.get(DAY_AROUND_THE_PICKER)).toContain('no-restricted-imports');
  });

  it('stop a page that makes its selection anew with every rendering', () => {
    expect(red.get(SELECT_MADE_ANEW)).toContain('no-restricted-syntax');
  });

  it.each(Object.keys(WELCOME))('let %s pass', (file) => {
    expect(red.get(file)).toEqual([]);
  });
});
