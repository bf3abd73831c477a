import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

export interface TestDatabase {
  readonly url: string;
  /** Removes it, ending whatever is still connected. */
  drop(): Promise<void>;
}

/** A database of its own on the Postgres of this test run: empty, or a copy of another one that nobody is connected to. */
export async function createTestDatabase(template = 'template0'): Promise<TestDatabase> {
  const serverUrl = process.env['BOFU_TEST_POSTGRES_URL'];
  if (!serverUrl) throw new Error('BOFU_TEST_POSTGRES_URL is not set: run through jest, which starts a Postgres');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(serverUrl, `create database ${name} template ${template}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(serverUrl, `drop database if exists ${name} with (force)`) };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
