import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requiredToolPath, requireTool, toolPath } from './debian-tool';

describe('a tool that tests need', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-tool-'));
  const hledger = join(folder, 'hledger');
  writeFileSync(hledger, '#!/bin/sh\n');
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What jest would be told to do with the suite. */
  const asked = () => {
    const calls: string[] = [];
    const failures: unknown[] = [];
    const run = Object.assign(
      (name: string, tests: () => void) => {
        calls.push(`run ${name}`);
        tests();
      },
      { skip: (name: string) => calls.push(`leave out ${name}`) },
    ) as unknown as jest.Describe;
    const test = ((name: string, body: () => void) => {
      calls.push(`test ${name}`);
      try {
        body();
      } catch (error) {
        failures.push(error);
      }
    }) as unknown as jest.It;
    return { calls, failures, jest: { describe: run, it: test } };
  };
  const suite = () => undefined;

  it('is found by the path, and only if it can be run', () => {
    chmodSync(hledger, 0o644);
    if (process.getuid?.() !== 0) expect(toolPath('hledger', folder)).toBeNull();
    chmodSync(hledger, 0o755);
    expect(toolPath('hledger', `/nowhere:${folder}`)).toBe(hledger);
    expect(toolPath('bean-check', folder)).toBeNull();
    expect(requiredToolPath('hledger', folder)).toBe(hledger);
    expect(() => requiredToolPath('bean-check', folder)).toThrow(
      'bean-check is not installed (Debian package beancount)',
    );
  });

  it('lets its tests run where it is', () => {
    const { calls, jest } = asked();
    requireTool('hledger', { path: folder, ci: true }, jest)('books', suite);
    expect(calls).toEqual(['run books']);
  });

  it('leaves its tests out where it is not, and says why', () => {
    const { calls, jest: given } = asked();
    requireTool('redis-server', { path: folder, ci: false }, given)('queue', suite);
    expect(calls).toEqual(['leave out queue: NOT RUN, redis-server is not installed (Debian package redis-server)']);
  });

  it('fails the run in CI where it is not', () => {
    const { calls, failures, jest } = asked();
    requireTool('chromium', { path: folder, ci: true }, jest)('screens', suite);
    expect(calls).toEqual(['run screens', 'test has chromium']);
    expect(failures).toEqual([new Error('chromium is not installed (Debian package chromium)')]);
  });
});
