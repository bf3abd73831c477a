// A server in miniature, to be killed by tests: claims one command and never answers it. Given: the database, the claimant.
require('../../testing/src/read-typescript.cjs');
const { openDatabase } = require('../../read-model/src/open-database.ts');
const { PostgresIdempotencyKeys } = require('../src/postgres-idempotency-keys.ts');

const [url, claimant] = process.argv.slice(2);
const settings = { applicationName: 'killed', migrationsTable: 'killed_migration', migrationLock: 1 };
openDatabase({ ...settings, url, migrations: [], synchronousCommit: 'on' })
  .then((database) => new PostgresIdempotencyKeys(database).claim(JSON.parse(claimant)))
  .then((claim) => process.send(claim));
