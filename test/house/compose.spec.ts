import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { PROJECT } from '../architecture/planted-workspace';

interface Service {
  readonly image?: string;
  readonly build?: { readonly dockerfile: string };
  readonly network_mode?: string;
  readonly command?: string | readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test?: readonly string[] };
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
}

/** The first version whose multi-stream append the product needs. */
const OLDEST_KURRENTDB = [25, 1] as const;

/** What the file as a whole does wrong, in words. */
function composeFaults(text: string): string[] {
  const { services, volumes = {} } = parse(text) as Compose;
  const faults = Object.entries(services).flatMap(([name, service]) =>
    serviceFaults(service).map((fault) => `${name}: ${fault}`),
  );
  const mounted = Object.values(services).flatMap((service) => service.volumes ?? []);
  const unkept = Object.keys(volumes).filter((volume) => !mounted.some((mount) => mount.startsWith(`${volume}:`)));
  return [...faults, ...unkept.map((volume) => `volume ${volume} is mounted nowhere`)];
}

function serviceFaults(service: Service): string[] {
  const { image = '', build, ports = [], environment = {}, volumes = [] } = service;
  const [repository = '', tag = ''] = image.split(':');
  const command = [service.command ?? []].flat();
  const settings = [
    ...Object.entries(environment),
    ...command.map((word, at) => [command[at - 1] ?? '', word] as const),
  ];
  return [
    ...(/^\d+\.\d+/.test(tag) ? [] : [`image ${image} is not pinned to a version`]),
    ...(service.healthcheck?.test ? [] : ['no health check']),
    ...ports.filter((port) => !port.startsWith('127.0.0.1:')).map((port) => `port ${port} is open to the network`),
    ...(service.network_mode === 'host' && !isLoopback(environment['BOFU_LISTEN']) ? ['listens beyond loopback'] : []),
    ...settings
      .filter(([key, value]) => /pass(word)?$/i.test(key) && !/^\$\{\w+:\?/.test(value))
      .map(([key]) => `${key} has a value in the file or a default`),
    ...settings
      .filter(([, value]) => /:\/\/[^/@:\s]+:(?!\$)[^@]*@/.test(value))
      .map(([key]) => `${key} holds a password`),
    ...(build || volumes.length > 0 ? [] : ['keeps nothing over a restart']),
    ...(repository.endsWith('/kurrentdb') ? kurrentDbFaults(tag, environment) : []),
    ...(repository === 'redis' ? redisFaults(command) : []),
  ];
}

const kurrentDbFaults = (tag: string, environment: Readonly<Record<string, string>>): string[] => [
  ...(isAtLeast(tag, OLDEST_KURRENTDB) ? [] : [`KurrentDB ${tag} is too old`]),
  ...(environment['KURRENTDB_TELEMETRY_OPTOUT'] === 'true' ? [] : ['reports to its maker']),
];

const isLoopback = (host: string | undefined): boolean => host === undefined || host === '127.0.0.1';

const isAtLeast = (version: string, [major, minor]: readonly [number, number]): boolean => {
  const [ours = 0, oursMinor = 0] = version.split('.').map(Number);
  return ours > major || (ours === major && oursMinor >= minor);
};

/** A queue that forgets or drops is worse than none. */
const redisFaults = (command: readonly string[]): string[] => {
  const after = (flag: string) => (command.includes(flag) ? command[command.indexOf(flag) + 1] : undefined);
  return [
    ...(after('--appendonly') === 'yes' ? [] : ['does not write what it takes to disk']),
    ...(after('--maxmemory-policy') === 'noeviction' ? [] : ['may drop a job to make room']),
  ];
};

const FILE = join(PROJECT, 'docker-compose.yml');
const read = (file: string) => readFileSync(join(PROJECT, file), 'utf8');

describe('the compose file', () => {
  const text = readFileSync(FILE, 'utf8');
  const { services } = parse(text) as Compose;

  it('starts the event store, the read models, the queue, the application and its worker', () => {
    expect(Object.keys(services).sort()).toEqual(['bofu', 'kurrentdb', 'postgres', 'redis', 'worker']);
  });

  it('keeps to the rules', () => {
    expect(composeFaults(text)).toEqual([]);
  });

  it('asks for nothing the example of settings does not name', () => {
    const asked = [...text.matchAll(/\$\{(\w+)/g)].map((match) => match[1] ?? '');
    const named = [...read('infra/production.env.example').matchAll(/^#?(\w+)=(.*)$/gm)];
    expect([...new Set(asked)].sort()).toEqual(named.map((match) => match[1]).sort());
    expect(named.filter(([line, , value]) => !line.startsWith('#') && value !== '')).toEqual([]);
  });

  it('builds from a file that is there, on a pinned image, not as root', () => {
    const dockerfile = services['bofu']?.build?.dockerfile ?? '';
    expect(existsSync(join(PROJECT, dockerfile))).toBe(true);
    const lines = read(dockerfile).split('\n');
    const bases = lines.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1]);
    expect(bases.every((base) => /:\d+\.\d+\.\d+/.test(base ?? ''))).toBe(true);
    expect(lines).toContain('USER node');
  });

  it('runs the version of the product that is here', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect([services['bofu']?.image, services['worker']?.image]).toEqual([`bofu:${version}`, `bofu:${version}`]);
  });

  it('is understood by docker compose, where there is one', () => {
    if (spawnSync('docker', ['compose', 'version']).status !== 0) {
      process.stdout.write('docker compose config: NOT RUN (no docker with its compose plugin here)\n');
      return;
    }
    const environment = { ...process.env, BOFU_POSTGRES_PASSWORD: 'a', BOFU_REDIS_PASSWORD: 'b' };
    execFileSync('docker', ['compose', '--file', FILE, 'config', '--quiet'], { env: environment, cwd: PROJECT });
  });
});

describe('these checks, on planted faults', () => {
  const SOUND: Service = {
    image: 'postgres:18.6',
    ports: ['127.0.0.1:5432:5432'],
    volumes: ['data:/x'],
    healthcheck: { test: ['CMD', 'true'] },
  };
  const SILENT: Service = { ...SOUND, environment: { KURRENTDB_TELEMETRY_OPTOUT: 'true' } };
  const redis = (...command: string[]): Service => ({
    ...SOUND,
    image: 'redis:8.10.2',
    command: ['redis-server', ...command],
  });
  const faultsOf = (service: Service) =>
    composeFaults(stringify({ services: { it: service }, volumes: { data: null } }));

  it.each<[string, Service]>([
    ['image postgres:latest is not pinned to a version', { ...SOUND, image: 'postgres:latest' }],
    ['image postgres is not pinned to a version', { ...SOUND, image: 'postgres' }],
    ['no health check', { ...SOUND, healthcheck: {} }],
    ['port 5432:5432 is open to the network', { ...SOUND, ports: ['5432:5432'] }],
    ['port 0.0.0.0:5432:5432 is open to the network', { ...SOUND, ports: ['0.0.0.0:5432:5432'] }],
    ['listens beyond loopback', { ...SOUND, network_mode: 'host', environment: { BOFU_LISTEN: '0.0.0.0' } }],
    [
      'POSTGRES_PASSWORD has a value in the file or a default',
      { ...SOUND, environment: { POSTGRES_PASSWORD: 'secret' } },
    ],
    [
      'POSTGRES_PASSWORD has a value in the file or a default',
      { ...SOUND, environment: { POSTGRES_PASSWORD: '${P:-secret}' } },
    ],
    ['URL holds a password', { ...SOUND, environment: { URL: 'postgresql://bofu:secret@127.0.0.1/bofu' } }],
    ['KurrentDB 25.0.1 is too old', { ...SILENT, image: 'kurrentplatform/kurrentdb:25.0.1' }],
    ['reports to its maker', { ...SOUND, image: 'kurrentplatform/kurrentdb:26.1.2' }],
    ['does not write what it takes to disk', redis('--maxmemory-policy', 'noeviction')],
    ['may drop a job to make room', redis('--appendonly', 'yes', '--maxmemory-policy', 'allkeys-lru')],
  ])('see: %s', (fault, service) => {
    expect(faultsOf(service)).toEqual([`it: ${fault}`]);
  });

  it('see a password on a command line', () => {
    const service = redis('--appendonly', 'yes', '--maxmemory-policy', 'noeviction', '--requirepass', 'secret');
    expect(faultsOf(service)).toEqual(['it: --requirepass has a value in the file or a default']);
  });

  it('see a service that forgets, and a volume nobody uses', () => {
    expect(faultsOf({ ...SOUND, volumes: [] })).toEqual([
      'it: keeps nothing over a restart',
      'volume data is mounted nowhere',
    ]);
  });

  it('let a sound service pass', () => {
    expect(
      faultsOf({
        ...SOUND,
        environment: { URL: 'postgresql://bofu:${P:?}@127.0.0.1/bofu', POSTGRES_PASSWORD: '${P:?}' },
      }),
    ).toEqual([]);
  });
});
