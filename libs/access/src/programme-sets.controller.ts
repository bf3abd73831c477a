import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  commandAnswer,
  CommandContextOf,
  type HttpReply,
  minPosition,
  strictObject,
  freeText,
  uuid,
  worded,
} from '@bofu/http';
import { Directory } from './directory/directory';
import { booksScopeQuery, SelectedBooks } from './selected-books';
import { SetUpProgrammeSet, type ProgrammeSetAct } from './set-up-programme-set';

/** An agency has some dozens of programmes. */
const MOST_PROGRAMMES = 500;

const setPath = z.strictObject({ programmeSetId: uuid });
const programmes = z.array(uuid).max(MOST_PROGRAMMES);
const reason = freeText(200, '缘由', '养老与就业由两组人办理');
const createRequest = worded({
  name: freeText(40, '项目组名称', '养老保险'),
  programmeIds: programmes.min(1).describe('组内的项目'),
  reason,
});
const changeRequest = worded({
  add: programmes.describe('加入的项目'),
  remove: programmes.describe('移出的项目'),
  reason,
});
const declineRequest = worded({ reason });
const listQuery = strictObject({ ...booksScopeQuery, minPosition });
const setView = z.strictObject({
  programmeSetId: z.string(),
  agencyId: z.string(),
  name: z.string(),
  programmeIds: z.array(z.string()),
  grantedTo: z.array(z.string()).describe('提出过以它为限的授权的人'),
  proposal: z
    .strictObject({
      added: z.array(z.string()),
      removed: z.array(z.string()),
      reason: z.string(),
      proposedBy: z.string().describe('提出人姓名'),
    })
    .nullable()
    .describe('待安全管理员确认的变更'),
});

/** 项目组: sets of programmes for which a post over money may be granted. */
@ApiTags('授权')
@Controller('v1/programme-sets')
export class ProgrammeSetsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly directory: Directory,
    private readonly selected: SelectedBooks,
  ) {}

  @Get()
  @ApiOperation({ summary: '项目组，按设立先后' })
  @Answers('全部项目组', z.strictObject({ items: z.array(setView) }))
  async listProgrammeSets(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    await this.selected.seenInDirectory(query.minPosition, reply);
    const scope = await this.selected.scopeOf(query);
    return {
      items: scope.flatMap((agencyId) =>
        [...this.directory.programmeSets(agencyId)].map(
          ([programmeSetId, { name, programmeIds, personIds, proposal }]) => ({
            ...{ programmeSetId, agencyId, name, programmeIds: [...programmeIds] },
            grantedTo: [...personIds].map((personId) => this.nameOf(personId)),
            proposal: proposal && {
              ...{ added: [...proposal.added], removed: [...proposal.removed], reason: proposal.reason },
              proposedBy: this.nameOf(proposal.proposedBy),
            },
          }),
        ),
      ),
    };
  }

  @Post()
  @ApiOperation({ summary: '设立项目组' })
  @Answers('已设立', commandAnswer.extend({ programmeSetId: z.string() }), 201)
  async createProgrammeSet(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: createRequest }) body: z.output<typeof createRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const act = { type: 'create-programme-set', ...body } as const;
    const command = new SetUpProgrammeSet(context, context.agencyId, act);
    const { programmeSetId, ...result } = await this.commands.execute(command);
    return { programmeSetId, ...answerCommand(reply, result) };
  }

  @Post(':programmeSetId/changes')
  @ApiOperation({
    summary:
      '变更项目组：移出项目即时生效，向已授予的组加入项目须经安全管理员确认；会使一人对同一项目兼任不相容岗位的不予变更',
  })
  @Answers('已变更，或待确认', commandAnswer)
  async changeProgrammeSet(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: setPath }) { programmeSetId }: z.output<typeof setPath>,
    @Body({ schema: changeRequest }) body: z.output<typeof changeRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.act(context, { type: 'change-programme-set', programmeSetId, ...body }, reply);
  }

  @Post(':programmeSetId/changes/confirmation')
  @ApiOperation({ summary: '确认项目组的变更：提出人以外的安全管理员' })
  @Answers('已变更', commandAnswer)
  confirmProgrammeSetChange(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: setPath }) { programmeSetId }: z.output<typeof setPath>,
    @Body({ schema: strictObject({}) }) _body: object,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.act(context, { type: 'confirm-programme-set-change', programmeSetId }, reply);
  }

  @Post(':programmeSetId/changes/declining')
  @ApiOperation({ summary: '不予确认项目组的变更' })
  @Answers('未变更', commandAnswer)
  declineProgrammeSetChange(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: setPath }) { programmeSetId }: z.output<typeof setPath>,
    @Body({ schema: declineRequest }) body: z.output<typeof declineRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.act(context, { type: 'decline-programme-set-change', programmeSetId, ...body }, reply);
  }

  private nameOf(personId: string): string {
    return this.directory.nameOf(personId) ?? personId;
  }

  private async act(context: CommandContext, act: ProgrammeSetAct, reply: HttpReply) {
    const command = new SetUpProgrammeSet(context, context.agencyId, act);
    const { programmeSetId: _, ...result } = await this.commands.execute(command);
    return answerCommand(reply, result);
  }
}
