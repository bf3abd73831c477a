import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudEvent } from 'cloudevents';
import type { EventStore } from '@bofu/event-store';
import { parseBusinessDate } from '@bofu/kernel';
import { requireTool } from '@bofu/testing';
import { beanCheck, typed } from '../../testing/accounting-tools';
import { playedDemoYear } from '../../../../test/demo-year/played-demo-year';
import { writeAuditPackage, type PackageManifest } from './audit-package';
import { cloudEventType, type CloudEventJson } from './cloud-event';
import type { ExportSelection } from './read-books';

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

describe("the auditor's package", () => {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-package-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const place = join(folder, 'made', 'package');
  let store: EventStore;
  let YEAR: ExportSelection;
  let manifest: PackageManifest;
  beforeAll(async () => {
    const { bureau, store: played } = await playedDemoYear();
    store = played;
    YEAR = { agencyId: bureau.agencyId, fiscalYear: 2021, asOf: null, knownAt: null };
    manifest = await writeAuditPackage(store, place, YEAR);
  });
  const read = (name: string, from = place): string => readFileSync(join(from, name), 'utf8');
  const lines = (): CloudEventJson[] =>
    read('events.ndjson')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as CloudEventJson);

  it('names every file with its size and digest, and nothing else is in it', () => {
    expect(JSON.parse(read('manifest.json'))).toEqual(JSON.parse(JSON.stringify(manifest)));
    expect(manifest.files.map(({ name }) => name)).toEqual([
      'events.ndjson',
      'streams.tsv',
      'books.journal',
      'books.beancount',
      'attachments.tsv',
      'VERIFY.md',
    ]);
    for (const { name, bytes, sha256: digest } of manifest.files)
      expect([name, statSync(join(place, name)).size, sha256(join(place, name))]).toEqual([name, bytes, digest]);
    expect(readdirSync(place).sort()).toEqual(
      [...manifest.files.map(({ name }) => name), 'SHA256SUMS', 'manifest.json'].sort(),
    );
    expect(read('SHA256SUMS')).toBe(manifest.files.map(({ name, sha256: digest }) => `${digest}  ${name}\n`).join(''));
  });

  it('holds every event of the agency as a valid CloudEvent, numbered without a gap', async () => {
    const events = [];
    for await (const batch of store.readAll())
      events.push(...batch.events.filter(({ agency }) => agency === YEAR.agencyId));
    expect(lines().map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    expect(manifest).toMatchObject({
      events: events.length,
      firstPosition: events[0]?.position,
      lastPosition: `${events.at(-1)?.position}-${events.at(-1)?.metadata['hash']?.slice(0, 8)}`,
      streams: new Set(events.map(({ stream }) => stream)).size,
    });
    for (const [at, line] of lines().entries()) {
      // Strict: throws on a missing attribute and on an extension that is not named as the specification wants.
      const { data, ...attributes } = new CloudEvent(line as never, true);
      expect(data).toEqual(events[at]?.data);
      expect(attributes).toMatchObject({
        type: cloudEventType(events[at]?.type ?? '', 1),
        source: `/bofu/agencies/${YEAR.agencyId}`,
        subject: events[at]?.stream,
        sequence: String(at + 1).padStart(12, '0'),
        append: `${events[at]?.append.ordinal}/${events[at]?.append.count}`,
      });
      expect(Object.keys(line).filter((name) => !/^[a-z0-9]+$/.test(name))).toEqual([]);
    }
  });

  it('binds the journals to the event file by its digest', () => {
    expect(manifest.eventsDigest).toBe(sha256(join(place, 'events.ndjson')));
    expect(manifest.headsDigest).toBe(sha256(join(place, 'streams.tsv')));
    for (const name of ['books.journal', 'books.beancount', 'VERIFY.md'])
      expect(read(name)).toContain(manifest.eventsDigest);
  });

  it('is the same, byte for byte, for the same position, whatever came later', async () => {
    // An append that is there is there as a whole.
    const at = lines().findIndex(({ append }, index) => index >= 299 && /^(\d+)\/\1$/.test(append));
    const position = lines()[at]?.position ?? '';
    const atPosition = { ...YEAR, knownAt: { position } } as ExportSelection;
    const [early, late] = [join(folder, 'early'), join(folder, 'late')];
    await writeAuditPackage(store, early, atPosition);
    await writeAuditPackage((await playedDemoYear()).store, late, atPosition);
    for (const name of readdirSync(early))
      expect([name, sha256(join(late, name))]).toEqual([name, sha256(join(early, name))]);
    expect((JSON.parse(read('manifest.json', early)) as PackageManifest).events).toBe(at + 1);
    expect(read('events.ndjson').startsWith(read('events.ndjson', early))).toBe(true);
  });

  it('is refused where something stands already, and leaves it alone', async () => {
    const occupied = join(folder, 'occupied');
    mkdirSync(occupied);
    await expect(writeAuditPackage(store, occupied, YEAR)).resolves.toBeDefined();
    rmSync(occupied, { recursive: true });
    mkdirSync(occupied);
    writeFileSync(join(occupied, 'mine.txt'), 'mine');
    await expect(writeAuditPackage(store, occupied, YEAR)).rejects.toThrow('something already');
    expect(readdirSync(occupied)).toEqual(['mine.txt']);
  });

  it('leaves nothing behind when the store fails half way', async () => {
    const failing = {
      head: () => store.head(),
      async *readAll() {
        for await (const batch of store.readAll({ batchSize: 100 })) {
          yield batch;
          throw new Error('lost');
        }
      },
    } as unknown as EventStore;
    const nowhere = join(folder, 'half', 'package');
    await expect(writeAuditPackage(failing, nowhere, YEAR)).rejects.toThrow('lost');
    expect([existsSync(nowhere), readdirSync(join(folder, 'half'))]).toEqual([false, []]);
  });

  it('says how far it goes when told to stop at a date', async () => {
    const june = join(folder, 'june');
    await writeAuditPackage(store, june, { ...YEAR, asOf: parseBusinessDate('2021-06-30') });
    expect(JSON.parse(read('manifest.json', june))).toMatchObject({ asOf: '2021-06-30', events: manifest.events });
    expect(read('VERIFY.md', june)).toContain('业务日期截至：2021-06-30');
  });

  requireTool('hledger')('with its own instructions', () => {
    const blocks = () => [...read('VERIFY.md').matchAll(/```sh\n([\s\S]*?)```/g)].map(([, commands]) => commands ?? '');
    const withoutBeancount = (commands: string) => commands.replace(/^bean-check.*$/m, '');

    it('passes every check they name', async () => {
      expect(blocks()).toHaveLength(7);
      for (const commands of blocks())
        expect([commands, await typed(withoutBeancount(commands), place)]).toMatchObject([
          commands,
          { accepted: true },
        ]);
    });

    it('fails them once a file was changed or an event is gone', async () => {
      const touched = join(folder, 'touched');
      await writeAuditPackage(store, touched, YEAR);
      const events = read('events.ndjson', touched).split('\n');
      writeFileSync(join(touched, 'events.ndjson'), events.toSpliced(100, 1).join('\n'));
      const verdicts = [];
      for (const commands of blocks()) verdicts.push(await typed(withoutBeancount(commands), touched));
      expect(verdicts.map(({ accepted }) => accepted)).toEqual([false, true, true, false, true, true, true]);
      expect(verdicts[3]?.said).toContain('缺号：101');
    });
  });

  requireTool('bean-check')('its beancount journal', () => {
    it('is accepted', async () => {
      expect(await beanCheck(join(place, 'books.beancount'))).toEqual({ accepted: true, said: '' });
    });
  });
});
