import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Linter } from 'eslint';
import { PROJECT } from '../architecture/planted-workspace';

const FILE = join(PROJECT, 'infra/check-node.cjs');
const { refusal } = createRequire(__filename)(FILE) as { refusal: (version: string) => string | null };

describe('the Node the project is started with', () => {
  it.each(['v20.19.5', 'v20.20.2', 'v22.15.0', 'v22.23.3', 'v24.0.0', 'v26.10.0'])('may be %s', (version) => {
    expect(refusal(version)).toBeNull();
  });

  it.each(['v0.10.48', 'v18.20.8', 'v20.19.4', 'v20.9.0', 'v21.7.3', 'v22.14.0', 'v23.11.0'])(
    'may not be %s',
    (version) => {
      expect(refusal(version)).toBe(`拨付不能在 Node ${version} 上运行，须为：^20.19.5 或 ^22.15 或 >=24`);
    },
  );

  it('is looked at before anything else, in a language the old ones understand', () => {
    const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const name of ['start', 'demo', 'test', 'bofu'])
      expect([name, scripts[name]]).toEqual([name, expect.stringMatching(/^node infra\/check-node\.cjs && /)]);
    const old = { languageOptions: { ecmaVersion: 5, sourceType: 'script' } } as const;
    expect(new Linter().verify(readFileSync(FILE, 'utf8'), old)).toEqual([]);
  });
});
