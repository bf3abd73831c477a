import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { CommandContext, Standing } from '@bofu/event-store';
import type { Post } from '@bofu/kernel';
import type { Admitted } from './admission';

export type Founds = 'agency' | 'person';

/** Who is said to act, and on whose books, as the headers put it. */
export interface NamedActor {
  /** Id or code; `null` where none is named. */
  readonly agency: string | null;
  /** Person id, 工号 or name; `null` where nobody is named, which only a route with `@ActorOptional` lets through. */
  readonly actor: string | null;
  /** What such a route registers, which may be the first of all. */
  readonly founds: Founds | null;
  /** From which post, where it is said. */
  readonly post?: Post | null;
  /** Who was let in at the door: then nobody needs naming. */
  readonly admitted?: Admitted | null;
  /** 登记时点. */
  readonly at: string;
}

export interface ActingPerson {
  readonly agencyId: string;
  readonly personId: string;
  /** From which post of hers, and in whose stead; absent in single-person mode, where she says so herself. */
  readonly inOffice?: { readonly post: Post; readonly delegationId: string | null };
  /** What must still be so when the act is recorded. */
  readonly standing?: readonly Standing[];
  /** What keeps her acts within what she was granted; absent where nothing narrows it. */
  readonly within?: CommandContext['within'];
}

/** Knows who is registered where; the application says who that is. */
export abstract class ActingPersons {
  /** Refuses whoever is not on record, is not the only one of that name, or may not act so any more. */
  abstract resolve(named: NamedActor): Promise<ActingPerson>;
}

export const ACTOR_OPTIONAL = 'bofu:actor-optional';

/** On a route by which the first of all is registered: nobody is there yet who could be named. */
export const ActorOptional = (founds: Founds): MethodDecorator =>
  applyDecorators(
    SetMetadata(ACTOR_OPTIONAL, founds),
    ApiHeader({
      name: 'Bofu-Actor',
      required: false,
      description: '操作人；首次登记、尚无人员在册时不写',
      schema: { type: 'string', maxLength: 600 },
    }),
  );
