// `npm ci` refuses a lock file that lacks an optional dependency some package declares, and npm leaves such an
// entry out when the registry at hand does not carry that platform's build. This adds the missing entries as
// optional, platform-bound stubs, so that one lock file serves every machine. Run it after each `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const platforms = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];
const parts = (name) => name.split(/[-/]/);

const resolvable = (from, name) => {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (!at) return false;
  }
};

let added = 0;
for (const [at, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolvable(at, name)) continue;
    const os = platforms.filter((platform) => parts(name).includes(platform));
    const cpu = processors.filter((processor) => parts(name).includes(processor));
    lock.packages[`node_modules/${name}`] = {
      version: range.replace(/^[\^~]/, ''),
      optional: true,
      ...(os.length && { os }),
      // A stub that named no platform would be fetched everywhere.
      ...(cpu.length ? { cpu } : !os.length && { cpu: ['none'] }),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.error(`package-lock.json: ${added} optional entries added`);
