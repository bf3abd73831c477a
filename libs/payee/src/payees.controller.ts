import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus, type Command } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, delegatorsIn, Directory, SelectedBooks } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  businessDate,
  Clock,
  commandAnswer,
  CommandContextOf,
  freeText,
  minPosition,
  OutsideBooks,
  reader,
  strictObject,
  text,
  uuid,
  worded,
  type HttpReply,
} from '@bofu/http';
import { invariant } from '@bofu/kernel';
import { AccountNumbers, accountNumberTyped } from './account-numbers';
import { ConfirmAccount } from './confirm-account';
import { DiscloseAccount, readDisclosed } from './disclose-account';
import { PAYEE_KINDS } from './domain/payee-events';
import { EndAccount } from './end-account';
import { payeesView, viewPayee, type Asking } from './payee.view';
import { PAYEES } from './payees/payees.projection';
import { ListPayees } from './payees/payees.query';
import { ProposeAccount } from './propose-account';
import { RegisterPayee } from './register-payee';
import { RenamePayee } from './rename-payee';

const SHOWN = 200;

const agency = booksScopeQuery.agency;
const payeePath = z.strictObject({ payeeId: uuid });
const accountPath = z.strictObject({ payeeId: uuid, accountId: uuid });
const numberPath = z.strictObject({ accountId: uuid });
type PayeePath = z.output<typeof payeePath>;
type AccountPath = z.output<typeof accountPath>;

const listQuery = strictObject({
  ...booksScopeQuery,
  q: text(100, '代码、户名或其拼音首字母', 'ylzh').optional(),
  payeeId: uuid.optional(),
  minPosition,
});
const name = freeText(100, '收款户名（单位），不得填写个人', '城乡居民养老待遇代发户');
const reason = freeText(500, '事由', '开户银行撤并');
const registerRequest = worded({
  code: text(40, '收款户代码，本部门内不重复', 'SK001'),
  name,
  kind: z.enum(PAYEE_KINDS).meta({ description: '财政专户、单位或代发户' }),
});
const renameRequest = worded({ name, effectiveOn: businessDate, reason });
const numberRequest = strictObject({
  agency,
  number: text(60, '账号：8 至 32 位数字，可带空格或短横', '1300 1234 5678 9012'),
});
const proposalRequest = worded({
  accountId: uuid.describe('已存账号的编号'),
  bank: freeText(100, '开户银行', '中国农业银行保定满城支行'),
  replaces: uuid.nullable().default(null).describe('由它替换的账户：确认后即停用'),
  reason,
});
const reasonRequest = worded({ reason });
const confirmationRequest = strictObject({});
const numberQuery = strictObject({ agency });

/** 收款户: the register of payees, their accounts, and who proposes and confirms them. */
@ApiTags('收款户')
@Controller('v1')
export class PayeesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
    private readonly numbers: AccountNumbers,
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  @Get('payees')
  @ApiOperation({ summary: '收款户及其账户，按代码；账号只有尾号' })
  @Answers('收款户', payeesView)
  async listPayees(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<z.input<typeof payeesView>> {
    const { books, today } = await this.selected.seen(PAYEES, query, reply);
    const asked = { q: query.q ?? null, payeeId: query.payeeId ?? null, limit: SHOWN };
    const { items, more } = await this.queries.execute(new ListPayees(books.agencyScope, today, asked));
    const asking = this.askingOn(books.agencyScope);
    return {
      items: items.map((payee) =>
        viewPayee(payee, {
          day: today,
          newAccountDays: this.directory.payeeRules(payee.agencyId, today).newAccountDays,
          singlePersonMode: this.directory.singlePersonMode(payee.agencyId),
          nameOf: (personId) => this.directory.nameOf(personId),
          asking,
        }),
      ),
      more,
    };
  }

  @Post('payees')
  @ApiOperation({ summary: '登记收款户' })
  @Answers('已登记', commandAnswer.extend({ payeeId: z.string() }), 201)
  async registerPayee(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: registerRequest }) body: z.output<typeof registerRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { payeeId, ...result } = await this.commands.execute(new RegisterPayee(context, body));
    return { payeeId, ...answerCommand(reply, result) };
  }

  @Post('payees/:payeeId/names')
  @ApiOperation({ summary: '收款户更名，自某日起' })
  @Answers('已更名', commandAnswer)
  renamePayee(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: payeePath }) { payeeId }: PayeePath,
    @Body({ schema: renameRequest }) body: z.output<typeof renameRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new RenamePayee(context, payeeId, body), reply);
  }

  /** Beside the books, as a draft is: no event and nothing kept of the command ever holds the number. */
  @Post('account-numbers/:accountId')
  @OutsideBooks()
  @ApiOperation({ summary: '存入账号（加密），编号由表单自拟；随后以这一编号提出账户' })
  @Answers('已存入', z.strictObject({ accountId: z.string(), lastFour: z.string() }))
  async keepAccountNumber(
    @Param({ schema: numberPath }) { accountId }: z.output<typeof numberPath>,
    @Body({ schema: numberRequest }) body: z.output<typeof numberRequest>,
  ) {
    const number = accountNumberTyped(body.number);
    const { lastFour } = await this.numbers.keep(await this.agencyOf(body), accountId, number, this.clock.now());
    return { accountId, lastFour };
  }

  @Post('payees/:payeeId/accounts')
  @ApiOperation({ summary: '提出新账户或替换账户，待另一人确认后才能付款' })
  @Answers('已提出', commandAnswer, 201)
  proposeAccount(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: payeePath }) { payeeId }: PayeePath,
    @Body({ schema: proposalRequest }) body: z.output<typeof proposalRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new ProposeAccount(context, payeeId, body), reply);
  }

  @Post('payees/:payeeId/accounts/:accountId/confirmation')
  @ApiOperation({ summary: '确认账户：由提出人以外的另一人办理' })
  @Answers('已确认', commandAnswer)
  confirmAccount(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: accountPath }) { payeeId, accountId }: AccountPath,
    @Body({ schema: confirmationRequest }) _body: z.output<typeof confirmationRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new ConfirmAccount(context, payeeId, accountId), reply);
  }

  @Post('payees/:payeeId/accounts/:accountId/refusal')
  @ApiOperation({ summary: '不予确认账户' })
  @Answers('已登记', commandAnswer)
  declineAccount(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: accountPath }) { payeeId, accountId }: AccountPath,
    @Body({ schema: reasonRequest }) body: z.output<typeof reasonRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new EndAccount(context, payeeId, accountId, 'declined', body.reason), reply);
  }

  @Post('payees/:payeeId/accounts/:accountId/withdrawal')
  @ApiOperation({ summary: '撤回尚未确认的账户' })
  @Answers('已撤回', commandAnswer)
  withdrawAccount(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: accountPath }) { payeeId, accountId }: AccountPath,
    @Body({ schema: reasonRequest }) body: z.output<typeof reasonRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new EndAccount(context, payeeId, accountId, 'withdrawn', body.reason), reply);
  }

  @Post('payees/:payeeId/accounts/:accountId/retirement')
  @ApiOperation({ summary: '停用账户：此后不再向它付款' })
  @Answers('已停用', commandAnswer)
  retireAccount(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: accountPath }) { payeeId, accountId }: AccountPath,
    @Body({ schema: reasonRequest }) body: z.output<typeof reasonRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new EndAccount(context, payeeId, accountId, 'retired', body.reason), reply);
  }

  @Post('payees/:payeeId/accounts/:accountId/disclosure')
  @ApiOperation({ summary: '登记查看账户全号及事由' })
  @Answers('已登记，限时内可以查看', commandAnswer)
  discloseAccount(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: accountPath }) { payeeId, accountId }: AccountPath,
    @Body({ schema: reasonRequest }) body: z.output<typeof reasonRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new DiscloseAccount(context, payeeId, accountId, body.reason), reply);
  }

  @Get('payees/:payeeId/accounts/:accountId/number')
  @ApiOperation({ summary: '账户全号：登记查看的人在限时之内' })
  @Answers('账号', z.strictObject({ number: z.string() }))
  async getAccountNumber(
    @Param({ schema: accountPath }) path: AccountPath,
    @Query({ schema: numberQuery }) query: z.output<typeof numberQuery>,
  ) {
    const who = { agencyId: await this.agencyOf(query), personId: reader()?.personId ?? null };
    return { number: await readDisclosed(this.store, this.numbers, who, path, this.clock.now()) };
  }

  /** Whoever reads, by the rights she holds on these books. */
  private askingOn(agencyScope: readonly string[]): Asking {
    const admitted = reader();
    if (admitted === null) return null;
    const { personId, rights } = admitted;
    const here = rights.filter(({ agencyId }) => agencyScope.includes(agencyId));
    return { personId, rights: here, delegators: delegatorsIn(this.directory) };
  }

  private async record(command: Command<DecisionResult>, reply: HttpReply) {
    return answerCommand(reply, await this.commands.execute(command));
  }

  private async agencyOf({ agency: named }: { readonly agency?: string | undefined }): Promise<string> {
    const [agencyId] = await this.selected.scopeOf({ agency: named });
    invariant(agencyId !== undefined, 'a scope has the agency that was asked for');
    return agencyId;
  }
}
