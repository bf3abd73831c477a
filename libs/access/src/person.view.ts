import { z } from 'zod';
import { revisionOf } from '@bofu/http';
import type { DirectoryPerson } from './directory/directory';
import { PERSON_KINDS } from './domain/person';

export const personView = z.strictObject({
  personId: z.string(),
  agencyId: z.string(),
  name: z.string(),
  number: z.string().nullable().describe('工号'),
  kind: z.enum(PERSON_KINDS).describe('person 为自然人，service 为服务程序'),
  revision: z.string(),
});

export const viewPerson = ({ version, ...person }: DirectoryPerson): z.input<typeof personView> => ({
  ...person,
  revision: revisionOf(version),
});
