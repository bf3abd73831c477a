import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  businessDate,
  Clock,
  commandAnswer,
  CommandContextOf,
  type HttpReply,
  minPosition,
  reader,
  today,
  strictObject,
  freeText,
  uuid,
  worded,
} from '@bofu/http';
import { Directory, type DirectoryGrant } from './directory/directory';
import { HUMAN_POSTS, isAdministration } from './domain/posts';
import { isSmallOffice } from './domain/small-office';
import { agenciesJudging, covers } from './small-office-in-force';
import { ProposeGrant } from './propose-grant';
import { SettleGrant } from './settle-grant';
import { SelectedBooks } from './selected-books';

const grantPath = z.strictObject({ grantId: uuid });
type Path = z.output<typeof grantPath>;

const reason = freeText(200, '缘由', '岗位调整');
const date = z.string().meta({ format: 'date' });
const proposalRequest = worded({
  personId: uuid.describe('授予何人'),
  post: z.enum(HUMAN_POSTS).describe('岗位'),
  onAgencyId: uuid.nullable().describe('在哪个部门的账上；管理员岗位为 null'),
  programmeSetId: uuid.nullable().default(null).describe('限于哪个项目组，只对经办、复核、审批、财务；全部项目为 null'),
  from: businessDate,
  until: businessDate.nullable().describe('止日（含）；审计授权与代理必填'),
  delegatorId: uuid.nullable().describe('代理何人；本人任职为 null'),
  reason,
});
const reasonRequest = worded({ reason });
const emptyRequest = strictObject({});
const listQuery = strictObject({ minPosition });
const grantView = z.strictObject({
  grantId: z.string(),
  personId: z.string(),
  personName: z.string(),
  post: z.enum(HUMAN_POSTS),
  onAgencyId: z.string().nullable(),
  programmeSetId: z.string().nullable(),
  programmeSetName: z.string().nullable().describe('限于哪个项目组；全部项目为 null'),
  from: date,
  until: date.nullable(),
  delegatorId: z.string().nullable(),
  delegatorName: z.string().nullable(),
  situation: z.enum(['proposed', 'confirmed', 'declined', 'revoked']).describe('在办、已确认、已退回、已收回'),
  reason: z.string(),
  proposedBy: z.string(),
  proposedByName: z.string(),
  confirmedBy: z.string().nullable().describe('首任管理员由一次性链接就任，为 null'),
  confirmedByName: z.string().nullable(),
});

/** 授权: who holds which post where, proposed by one and confirmed by another. */
@ApiTags('授权')
@Controller('v1/grants')
export class GrantsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly directory: Directory,
    private readonly selected: SelectedBooks,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: '全部授权及其经过，按提出先后' })
  @Answers('全部授权', z.strictObject({ items: z.array(grantView) }))
  async listGrants(
    @Query({ schema: listQuery }) { minPosition: wanted }: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    await this.selected.seenInDirectory(wanted, reply);
    return {
      items: this.directory
        .grants()
        .filter(this.shown())
        .map((grant) => this.view(grant)),
    };
  }

  @Post()
  @ApiOperation({ summary: '提出授权，待另一位安全管理员确认' })
  @Answers('已提出', commandAnswer.extend({ grantId: z.string() }), 201)
  async proposeGrant(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: proposalRequest }) { personId, ...grant }: z.output<typeof proposalRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { grantId, ...result } = await this.commands.execute(new ProposeGrant(context, personId, grant));
    return { grantId, ...answerCommand(reply, result) };
  }

  @Post(':grantId/confirmation')
  @ApiOperation({ summary: '确认授权：即时生效' })
  @Answers('已确认', commandAnswer)
  async confirmGrant(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: grantPath }) { grantId }: Path,
    @Body({ schema: emptyRequest }) _nothing: z.output<typeof emptyRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const command = new SettleGrant(context, grantId, { type: 'confirm-grant' });
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':grantId/declining')
  @ApiOperation({ summary: '退回授权（提出人亦可撤回）' })
  @Answers('已退回', commandAnswer)
  async declineGrant(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: grantPath }) { grantId }: Path,
    @Body({ schema: reasonRequest }) { reason: why }: z.output<typeof reasonRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const command = new SettleGrant(context, grantId, { type: 'decline-grant', reason: why });
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':grantId/revocation')
  @ApiOperation({ summary: '收回授权：下一次请求起失效' })
  @Answers('已收回', commandAnswer)
  async revokeGrant(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: grantPath }) { grantId }: Path,
    @Body({ schema: reasonRequest }) { reason: why }: z.output<typeof reasonRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const command = new SettleGrant(context, grantId, { type: 'revoke-grant', reason: why });
    return answerCommand(reply, await this.commands.execute(command));
  }

  /** Whoever oversees sees the grants of what she oversees, and of administrators where she may confirm one. */
  private shown(): (grant: DirectoryGrant) => boolean {
    const rights = reader()?.rights ?? null;
    if (rights === null || rights.some(({ post }) => isAdministration(post))) return () => true;
    const day = today(this.clock);
    const isSmall = (agencyId: string) => isSmallOffice(this.directory.smallOffice(agencyId));
    return ({ onAgencyId }) => {
      const agencyIds = agenciesJudging(this.directory, onAgencyId, day);
      if (onAgencyId !== null && rights.some(({ reach }) => reach.includes(onAgencyId))) return true;
      return agencyIds.every(isSmall) && rights.some((right) => covers(this.directory, right.agencyId, agencyIds, day));
    };
  }

  private view(grant: DirectoryGrant): z.input<typeof grantView> {
    const nameOf = (personId: string) => this.directory.nameOf(personId) ?? personId;
    const { personId, onAgencyId, programmeSetId, delegatorId, proposedBy, confirmedBy } = grant;
    const sets = onAgencyId === null ? null : this.directory.programmeSets(onAgencyId);
    return {
      ...grant,
      personName: nameOf(personId),
      programmeSetName: programmeSetId === null ? null : (sets?.get(programmeSetId)?.name ?? programmeSetId),
      delegatorName: delegatorId === null ? null : nameOf(delegatorId),
      proposedByName: nameOf(proposedBy),
      confirmedByName: confirmedBy === null ? null : nameOf(confirmedBy),
    };
  }
}
