import { rmSync } from 'node:fs';
import { addressOf, startBofu } from '../e2e/command-line';
import { dataFolder, playedDemoDatabase } from '../e2e/played-demo';

export interface DemoOffice {
  readonly address: string;
  /** The appropriation of the demo year issued for a programme, by its code. */
  appropriationOf(programmeCode: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * The books of `bofu demo`, served: the year with its alerts, and jobs that run. Whoever is at work on a test may name one
 * that is running already.
 */
export async function openDemoOffice(): Promise<DemoOffice> {
  const running = process.env['BOFU_DEMO_ADDRESS'];
  if (running !== undefined) return at(running, () => Promise.resolve());
  const database = await playedDemoDatabase();
  const dataDir = dataFolder('bofu-screens-');
  const { child, ended } = startBofu(['start'], { BOFU_DATA_DIR: dataDir, BOFU_DATABASE_URL: database.url });
  const close = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
    await database.drop();
  };
  return at(await addressOf(child), close);
}

const at = (address: string, close: () => Promise<void>): DemoOffice => ({
  address,
  close,
  appropriationOf: async (programmeCode) => {
    const response = await fetch(`${address}/v1/appropriations?fiscalYear=2021&limit=200`);
    const { items } = (await response.json()) as { items: { programmeCode: string; appropriationId: string }[] };
    const found = items.find((each) => each.programmeCode === programmeCode);
    if (found === undefined) throw new Error(`nothing was issued for ${programmeCode}`);
    return found.appropriationId;
  },
});
