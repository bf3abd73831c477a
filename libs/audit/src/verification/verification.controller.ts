import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AttachmentFiles, verifyFiles } from '@bofu/attachment';
import { EventDescribers } from '@bofu/event-log';
import { EventStore } from '@bofu/event-store';
import { Answers } from '@bofu/http';
import { verificationView, viewVerification } from './verification.view';
import { verifyStore } from './verify-store';

/** 核对: whether the record is still the one that was written. */
@ApiTags('审计')
@Controller('v1/audit/verification')
export class VerificationController {
  constructor(
    private readonly store: EventStore,
    private readonly describers: EventDescribers,
    private readonly files: AttachmentFiles,
  ) {}

  @Get()
  @ApiOperation({
    summary: '从第一个事件起逐一核对哈希链与登记批次，附件逐份核对摘要；指出第一个不相符的事件，列出不识别的事件',
  })
  @Answers('核对结果', verificationView)
  async verifyRecord() {
    const verification = await verifyStore(this.store, this.describers.all);
    return viewVerification(verification, await verifyFiles(this.store, this.files));
  }
}
