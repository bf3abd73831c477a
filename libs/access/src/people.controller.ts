import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext } from '@bofu/event-store';
import {
  ActorOptional,
  answerCommand,
  Answers,
  commandAnswer,
  CommandContextOf,
  type HttpReply,
  minPosition,
  strictObject,
  worded,
  freeText,
  text,
  uuid,
} from '@bofu/http';
import { booksScopeQuery, SelectedBooks } from './selected-books';
import { Directory } from './directory/directory';
import { PERSON_KINDS } from './domain/person';
import { personView, viewPerson } from './person.view';
import { RegisterPerson } from './register-person';
import { RenamePerson } from './rename-person';

const personPath = z.strictObject({ personId: uuid });
type Path = z.output<typeof personPath>;

const name = freeText(64, '姓名', '王经办');
const confirmedSameName = z.boolean().optional().describe('已核实：确为同名的另一人');
const registerRequest = worded({
  name,
  number: text(40, '工号', '0001').nullable().describe('工号；没有为 null'),
  kind: z.enum(PERSON_KINDS).describe('person 为自然人，service 为服务程序'),
  confirmedSameName,
});
const renameRequest = worded({ name, confirmedSameName });
const listQuery = strictObject({ ...booksScopeQuery, minPosition });
const peopleView = z.strictObject({ items: z.array(personView) });

/** 人员: who may be named as acting. */
@ApiTags('部门、单位与人员')
@Controller('v1/people')
export class PeopleController {
  constructor(
    private readonly commands: CommandBus,
    private readonly directory: Directory,
    private readonly selected: SelectedBooks,
  ) {}

  @Get()
  @ApiOperation({ summary: '人员，按登记先后' })
  @Answers('全部人员', peopleView)
  async listPeople(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    await this.selected.seenInDirectory(query.minPosition, reply);
    const scope = await this.selected.scopeOf(query);
    return { items: scope.flatMap((agencyId) => this.directory.people(agencyId)).map(viewPerson) };
  }

  @Post()
  @ActorOptional('person')
  @ApiOperation({ summary: '登记人员；部门的第一人由本人登记' })
  @Answers('已登记', commandAnswer.extend({ personId: z.string() }), 201)
  async registerPerson(
    @CommandContextOf() context: CommandContext,
    @Headers('bofu-actor') actor: string | undefined,
    @Body({ schema: registerRequest }) body: z.output<typeof registerRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { confirmedSameName: confirmed = false, ...person } = body;
    const byFounder = actor === undefined && context.by.mode === 'single-person';
    const { personId, ...result } = await this.commands.execute(
      new RegisterPerson(context, person, confirmed, byFounder),
    );
    return { personId, ...answerCommand(reply, result) };
  }

  @Post(':personId/names')
  @ApiOperation({ summary: '更改姓名' })
  @Answers('已更改', commandAnswer)
  async renamePerson(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: personPath }) { personId }: Path,
    @Body({ schema: renameRequest }) body: z.output<typeof renameRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { name: newName, confirmedSameName: confirmed = false } = body;
    return answerCommand(reply, await this.commands.execute(new RenamePerson(context, personId, newName, confirmed)));
  }
}
