export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  type PostgresExit,
} from './embedded-postgres';
export { EmbeddedPostgresError, type EmbeddedPostgresFailures } from './embedded-postgres-error';
export { eraseEmbeddedPostgres, runningEmbeddedPostgres } from './running-postgres';
