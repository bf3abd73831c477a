import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bofu, PROJECT, type Run } from './command-line';

jest.setTimeout(180_000);

describe('a command line that cannot be understood', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-usage-'));
  const dataDir = join(folder, 'data');
  const env = { BOFU_DATA_DIR: dataDir };
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  /** One Chinese sentence, nothing on stdout, no trace, and nothing made on disk. */
  const oneSentence = ({ code, stdout, stderr }: Run) => {
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^[^\n]*\p{Script=Han}[^\n]*\n$/u);
    expect(stderr).not.toMatch(/Error|is invalid|unknown|missing|required/);
    expect(readdirSync(folder)).not.toContain('data');
    return code;
  };

  it.each([
    ['events', 'list', '--nonsense'],
    ['forecast', '--year', '2021', '--appropriation', 'x', '--headcount', '75,587'],
    ['import', 'programmes', 'x.json', '--actor', 'two\nlines'],
    ['audit', 'export', '--format', 'cloudevents'],
  ])('is a mistake of usage: %j', async (...command) => {
    expect(oneSentence(await bofu(command, env))).toBe(2);
  });

  it.each<[string[], number]>([
    [['import', 'programmes', join(folder, 'no.json'), '--actor', '王经办'], 4],
    [['import', 'programmes', folder, '--actor', '王经办'], 2],
    [['calendar', 'load', '--file', join(folder, 'no.json'), '--actor', '王经办'], 4],
    [['calendar', 'load', '--file', folder, '--actor', '王经办'], 2],
    [['calendar', 'load', '--file', file('broken.json', '{"year":'), '--actor', '王经办'], 5],
    [['audit', 'export', '--out', PROJECT], 6],
  ])('names the file that cannot be used: %j', async (command, expected) => {
    expect(oneSentence(await bofu(command, env))).toBe(expected);
  });

  it.each([
    [{ BOFU_PORT: 'abc' }, 'BOFU_PORT'],
    [{ BOFU_PORT: '65536' }, 'BOFU_PORT'],
    [{ BOFU_STORE: 'oracle' }, 'postgres、kurrentdb、memory'],
    [{ BOFU_LISTEN: '0.0.0.0' }, 'transport-open'],
  ])('names the setting that cannot be used: %j', async (settings, said) => {
    const run = await bofu(['start'], { ...env, ...settings });
    expect([2, 5]).toContain(oneSentence(run));
    expect(run.stderr).toContain(said);
  });

  it('takes an empty setting for one not made', async () => {
    const run = await bofu(['start'], { ...env, BOFU_PORT: '', BOFU_STORE: 'kurrentdb', BOFU_KURRENTDB_URL: '' });
    expect([oneSentence(run), run.stderr]).toEqual([2, expect.stringContaining('须设置 BOFU_KURRENTDB_URL')]);
  });

  it.each([['--version'], ['-V']])('says its version on stdout for %s', async (option) => {
    expect(await bofu([option], env)).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
  });

  it.each([[['--help']], [['help', 'demo']], [['report', '--help']]])(
    'helps on stdout, and is content: %j',
    async (args) => {
      const { code, stdout, stderr } = await bofu(args, env);
      expect([code, stdout, stderr]).toEqual([0, expect.stringContaining('用法：'), '']);
    },
  );

  it.each([[[]], [['report']]])('helps on stderr where a command is missing: %j', async (args) => {
    const { code, stdout, stderr } = await bofu(args, env);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining('用法：')]);
  });
});
