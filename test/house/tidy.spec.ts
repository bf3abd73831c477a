import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, normalize } from 'node:path';
import { PROJECT } from '../architecture/planted-workspace';
import { projectFiles } from './project-files';

/** What is looked at, line by line. Each check answers with what it found, in words; nothing found is an empty list. */
interface Text {
  readonly file: string;
  readonly text: string;
}
type Check = (text: Text) => string[];

// Words this file looks for are put together here, or it would find them in itself.
const word = (...parts: string[]) => parts.join('');

const linesWith =
  (pattern: RegExp): Check =>
  ({ file, text }) =>
    text.split('\n').flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : []));

const leftBehind = linesWith(/\b(?:it|test|describe)\.(?:only|skip|todo)\b|\b[fx](?:it|describe)\(/);
const unfinished = linesWith(new RegExp(`\\b(?:${word('TO', 'DO')}|${word('FIX', 'ME')}|${word('XX', 'X')})\\b`));
const silenced = linesWith(
  new RegExp(`@ts-(?:${word('ig', 'nore')}|${word('no', 'check')})|\\b${word('as', ' any')}\\b`),
);
const ofOneMachine = linesWith(new RegExp(`(?:^|[\\s"'\`(=:])/(?:${word('wo', 'rk')}|root|home)/`));
const ofTheWorkplace = linesWith(new RegExp(`\\.\\./${word('sha', 'red')}\\b|\\b${word('iss', 'ue')}s? #?\\d`, 'i'));
const registryAddress = linesWith(
  new RegExp(`https?://[^\\s"']*${word('regis', 'try')}|"${word('resol', 'ved')}"\\s*:`),
);

/** What git leaves where two branches disagree, also as the formatter of pages writes it. */
const disagreeing = linesWith(/^\W*<{7} \w|^(?:> ?){7} ?\w/);

const MEANINGLESS = /^(?:utils?|helpers?|common|misc|base|shared|managers?)$/;

/** A name that says nothing about what is inside, as a folder, a file or the last word of one. */
const meaninglessName = (file: string): string[] =>
  file.split('/').some((part) => MEANINGLESS.test(part.replace(/\..*$/, '').split('-').at(-1) ?? '')) ? [file] : [];

/** Links in a page that lead to no file. Links to elsewhere on the network are not followed. */
const brokenLinks =
  (exists: (path: string) => boolean): Check =>
  ({ file, text }) =>
    [...text.matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !/^(?:[a-z]+:|#)/.test(target))
      .filter((target) => !exists(normalize(join(dirname(file), decodeURIComponent(target.split('#')[0] ?? '')))))
      .map((target) => `${file} → ${target}`);

const LONGEST_DECISION = 70;

/** A decision on file is one page with its four parts, and stands in the list of decisions. */
const decisionFaults = ({ file, text }: Text, index: string): string[] => [
  ...['Status', 'Context', 'Decision', 'Consequences']
    .filter((part) => !text.includes(`\n## ${part}\n`))
    .map((part) => `${file} has no ${part}`),
  ...(text.split('\n').length > LONGEST_DECISION ? [`${file} is longer than a page`] : []),
  ...(index.includes(`(${basename(file)})`) ? [] : [`${file} is not listed`]),
];

interface PackageFile {
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}
interface LockFile {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly version: string;
        readonly engines?: { readonly node?: string };
        readonly hasInstallScript?: boolean;
        readonly dev?: boolean;
        readonly optional?: boolean;
        readonly devOptional?: boolean;
      }
    >
  >;
}

/** The lines of Node that are supported: older ones load a tool of the build in a circle and end there. */
const SUPPORTED_NODE = '^20.19.5 || ^22.15 || >=24';
const OLDEST_NODE = '20.19.5';

/** These name a newer Node than they need; each was seen working on the oldest one the project supports. */
const ENGINES_OVERSTATED = [
  '@angular-devkit/core',
  '@angular-devkit/schematics',
  '@angular-devkit/schematics-cli',
  '@nestjs/schematics',
  'commander', // the Nest CLI's own; the product's commander is an older line
  'content-disposition',
  'cookie',
  'file-type',
];

const packageName = (place: string): string => place.split('node_modules/').at(-1) ?? '';

const packageFaults = (
  pkg: PackageFile,
  lock: LockFile,
  satisfies: (version: string, range: string) => boolean,
): string[] => {
  const installed = Object.entries(lock.packages).filter(([place]) => place !== '');
  const wanted = { ...pkg.dependencies, ...pkg.optionalDependencies, ...pkg.devDependencies };
  return [
    ...(pkg.engines.node === SUPPORTED_NODE ? [] : [`engines: not ${SUPPORTED_NODE}`]),
    ...Object.entries(wanted)
      .filter(([, range]) => !/^\^?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(range))
      .map(([name, range]) => `${name}: ${range} is no version`),
    ...Object.entries(pkg.allowScripts)
      .filter(([, allowed]) => allowed)
      .map(([name]) => `${name}: may run a script when installed`),
    ...installed
      .filter(([place, { hasInstallScript }]) => hasInstallScript && !(packageName(place) in pkg.allowScripts))
      .map(([place]) => `${packageName(place)}: has an install script nobody has decided on`),
    ...installed
      .filter(([place]) => !ENGINES_OVERSTATED.includes(packageName(place)))
      .filter(([, { engines }]) => engines?.node !== undefined && !satisfies(OLDEST_NODE, engines.node))
      .map(([place, { engines }]) => `${place}: needs Node ${engines?.node}`),
  ];
};

/** What an installation without tools is made of. Builds for other platforms stay on paper. */
const productionPackages = ({ packages }: LockFile): readonly string[] =>
  Object.entries(packages)
    .filter(([place, { dev, optional, devOptional }]) => place !== '' && !dev && !optional && !devOptional)
    .map(([place]) => packageName(place));

const read = (file: string): string => readFileSync(join(PROJECT, file), 'utf8');
const { satisfies } = createRequire(__filename)('semver') as {
  satisfies: (version: string, range: string) => boolean;
};

describe('the project is tidy', () => {
  const files = projectFiles(PROJECT);
  const texts = files
    .filter((file) => /\.(?:[cm]?[jt]sx?|json|md|ya?ml|tsv|csv|txt|sql|sh|example|html|css)$|(?:^|\/)[^.]+$/.test(file))
    .map((file): Text => ({ file, text: read(file) }));
  const written = texts.filter(({ file }) => file !== 'package-lock.json' && file !== 'LICENSE');
  const pages = texts.filter(({ file }) => file.endsWith('.md'));

  it.each<[string, Check]>([
    ['no test left alone or left out', leftBehind],
    ['nothing marked as unfinished', unfinished],
    ['no type error silenced', silenced],
    ['no path of one machine', ofOneMachine],
    ['nothing of where it was written', ofTheWorkplace],
    ['no place where two branches disagree', disagreeing],
  ])('with %s', (_what, check) => {
    expect(written.flatMap(check)).toEqual([]);
  });

  it('with no name that says nothing', () => {
    expect(files.flatMap(meaninglessName)).toEqual([]);
  });

  it('with no address of a package registry', () => {
    expect(texts.flatMap(registryAddress)).toEqual([]);
  });

  it('with every link in its pages leading somewhere', () => {
    expect(pages.length).toBeGreaterThan(10);
    expect(pages.flatMap(brokenLinks((path) => existsSync(join(PROJECT, path))))).toEqual([]);
  });

  it('with decisions of one page each, all listed', () => {
    const index = read('docs/adr/README.md');
    const decisions = pages.filter(({ file }) => /^docs\/adr\/\d{4}-/.test(file));
    expect(decisions.length).toBeGreaterThan(10);
    expect(decisions.flatMap((decision) => decisionFaults(decision, index))).toEqual([]);
  });

  it('with packages that run on the oldest Node it promises, and run nothing while being installed', () => {
    const pkg = JSON.parse(read('package.json')) as PackageFile;
    const lock = JSON.parse(read('package-lock.json')) as LockFile;
    expect(packageFaults(pkg, lock, satisfies)).toEqual([]);
  });
});

describe('an installation without tools', () => {
  const names = productionPackages(JSON.parse(read('package-lock.json')) as LockFile);

  it('is of a size one can look through', () => {
    expect(names.length).toBeGreaterThan(100);
    expect(names.length).toBeLessThanOrEqual(230);
  });

  it('holds nothing that is bundled into the screens, and nothing under a licence of its own', () => {
    const elsewhere =
      /^(?:antd|echarts|react|react-dom|react-router|openapi-fetch|vite|typescript)$|^@(?:kurrent|grpc|rc-component)\//;
    expect(names.filter((name) => elsewhere.test(name))).toEqual([]);
  });

  it('says which client to install for KurrentDB, at the version that is tested', () => {
    const { peerDependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const version = peerDependencies?.['@kurrent/kurrentdb-client'];
    expect(devDependencies?.['@kurrent/kurrentdb-client']).toBe(version);
    expect(read('libs/event-store/src/open-event-store.ts')).toContain(`version: '${version}'`);
  });
});

describe('these checks, on planted faults', () => {
  const planted = (text: string): Text => ({ file: 'planted.ts', text });

  it.each<[string, Check, string[]]>([
    [
      'a test left alone',
      leftBehind,
      [word('it.on', "ly('x'"), word('describe.sk', 'ip('), word('it.to', "do('x')"), word('xi', "t('x')")],
    ],
    ['an unfinished place', unfinished, [word('// TO', 'DO later'), word('FIX', 'ME'), word('XX', 'X')]],
    ['a silenced error', silenced, [word('// @ts-ig', 'nore'), word('x as', ' any'), word('// @ts-no', 'check')]],
    ['a path of one machine', ofOneMachine, [word("'/wo", "rk/a'"), word('cd /ro', 'ot/x'), word('"/ho', 'me/me/x"')]],
    [
      'a word of the workplace',
      ofTheWorkplace,
      [word('see ../sha', 'red/x'), word('iss', 'ue #2'), word('Iss', 'ue 12')],
    ],
    [
      'a place where two branches disagree',
      disagreeing,
      [word('<<<<', '<<< HEAD'), word('| <<<<', '<<< HEAD |'), word('>>>>', '>>> x'), word('> > > ', '> > > > x')],
    ],
    ['a registry', registryAddress, [word('https://regis', 'try.example/x'), word('"resol', 'ved": "x"')]],
  ])('see %s', (_what, check, lines) => {
    for (const line of lines)
      expect([line, check(planted(`fine\n${line}`))]).toEqual([line, [`planted.ts:2: ${line}`]]);
  });

  it('let ordinary text pass', () => {
    const ordinary =
      'it.each([1])\nan issue of the bond\nhttps://example.org/home/page\nexit(1)\nsame as anybody\nlibs/shared';
    const checks = [leftBehind, unfinished, silenced, ofOneMachine, ofTheWorkplace, disagreeing, registryAddress];
    expect(checks.flatMap((check) => check(planted(ordinary)))).toEqual([]);
  });

  it('see a meaningless name wherever it stands', () => {
    const names = ['libs/utils/a.ts', 'libs/a/src/date-helper.ts', 'libs/a/misc.spec.ts', 'libs/a/base/b.ts'];
    expect(names.flatMap(meaninglessName)).toEqual(names);
    expect(meaninglessName('libs/budget/src/database.ts')).toEqual([]);
  });

  it('see a link that leads nowhere', () => {
    const page = {
      file: 'docs/a.md',
      text: '[x](b.md) [y](../c.md#part) [z](https://example.org) [w](#here) [v](../gone.md)',
    };
    expect(brokenLinks((path) => ['docs/b.md', 'c.md'].includes(path))(page)).toEqual(['docs/a.md → ../gone.md']);
  });

  it('see a decision that is too long, lacks a part or is not listed', () => {
    const text = `# 9. X\n\n## Status\n\n## Context\n\n## Decision\n${'\n'.repeat(70)}`;
    expect(decisionFaults({ file: 'docs/adr/0009-x.md', text }, '')).toEqual([
      'docs/adr/0009-x.md has no Consequences',
      'docs/adr/0009-x.md is longer than a page',
      'docs/adr/0009-x.md is not listed',
    ]);
  });

  it('see packages that promise too much, drift, run scripts or need a newer Node', () => {
    const faults = packageFaults(
      {
        engines: { node: '>=18' },
        dependencies: { drifting: '*', local: 'file:../x', fine: '^1.2.3' },
        optionalDependencies: {},
        devDependencies: { newest: 'latest' },
        allowScripts: { runs: true },
      },
      {
        packages: {
          '': { version: '1.0.0', engines: { node: '>=99' } },
          'node_modules/new': { version: '1.0.0', engines: { node: '>=22' } },
          'node_modules/a/node_modules/sly': { version: '1.0.0', hasInstallScript: true },
        },
      },
      satisfies,
    );
    expect(faults).toEqual([
      'engines: not ^20.19.5 || ^22.15 || >=24',
      'drifting: * is no version',
      'local: file:../x is no version',
      'newest: latest is no version',
      'runs: may run a script when installed',
      'sly: has an install script nobody has decided on',
      'node_modules/new: needs Node >=22',
    ]);
  });
});
