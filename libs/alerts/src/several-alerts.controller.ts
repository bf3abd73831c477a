import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Directory } from '@bofu/access';
import { recordedOn, type CommandContext } from '@bofu/event-store';
import { answerCommand, Answers, commandAnswer, CommandContextOf, type HttpReply } from '@bofu/http';
import * as requests from './alert-requests';
import { assigneeNamed } from './assignee-named';
import { HandleAlerts, type AlertHandling } from './handle-alert';

/** The same act on several alerts: on all of them, or, where one refuses it, on none. */
@ApiTags('预警')
@Controller('v1/alerts')
export class SeveralAlertsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly directory: Directory,
  ) {}

  @Post('acknowledgements')
  @ApiOperation({ summary: '确认几件' })
  @Answers('已确认', commandAnswer)
  acknowledgeSeveral(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: requests.acknowledgeSeveralRequest })
    { alertIds }: z.output<typeof requests.acknowledgeSeveralRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.handle(context, alertIds, { type: 'acknowledge-alert', actedOn: recordedOn(context) }, reply);
  }

  @Post('assignments')
  @ApiOperation({ summary: '指派几件给同一责任人' })
  @Answers('已指派', commandAnswer)
  assignSeveral(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: requests.assignSeveralRequest })
    { alertIds, assignee }: z.output<typeof requests.assignSeveralRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const assigneeId = assigneeNamed(this.directory, context.agencyId, assignee);
    return this.handle(context, alertIds, { type: 'assign-alert', actedOn: recordedOn(context), assigneeId }, reply);
  }

  @Post('dispositions')
  @ApiOperation({ summary: '处置几件，同一决定与理由' })
  @Answers('已处置', commandAnswer)
  disposeSeveral(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: requests.disposeSeveralRequest })
    { alertIds, ...body }: z.output<typeof requests.disposeSeveralRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.handle(context, alertIds, { type: 'dispose-alert', actedOn: recordedOn(context), ...body }, reply);
  }

  @Post('closures')
  @ApiOperation({ summary: '几件人工销号，同一事由；已有人授权登录的部门，由另一人再次提交确认' })
  @Answers('已销号，或已申请', commandAnswer)
  closeSeveral(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: requests.closeSeveralRequest })
    { alertIds, reason }: z.output<typeof requests.closeSeveralRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const alone = this.directory.singlePersonMode(context.agencyId);
    return this.handle(context, alertIds, { type: 'close-alert', actedOn: recordedOn(context), alone, reason }, reply);
  }

  private async handle(
    context: CommandContext,
    alertIds: readonly string[],
    handling: AlertHandling,
    reply: HttpReply,
  ) {
    return answerCommand(
      reply,
      await this.commands.execute(new HandleAlerts(context, [...new Set(alertIds)], handling)),
    );
  }
}
