import type { Migration } from './database';
/**
 * A checkpoint names the event it stands at. Which one that was for the tables there are, nobody can say any more:
 * version 0 has every projection built anew beside them.
 */
export const checkpointEvent: Migration = {
  name: 'CheckpointEvent1764000003000',
  up: async (sql) => {
    await sql.query(`
      alter table read_model.projection_checkpoint
        add column event_id text,
        add column event_hash text not null default '',
        add column event_stream text not null default ''`);
    await sql.query('update read_model.projection_checkpoint set version = 0');
  },
};
