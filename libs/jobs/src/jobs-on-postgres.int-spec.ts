import { jobsContract } from '../testing/jobs-contract';

jobsContract('a queue in Postgres', () => ({
  queueFor: (url) => ({ kind: 'postgres', url }),
  wipe: async ({ database }) => {
    await database.query('drop schema if exists job_queue cascade');
  },
}));
