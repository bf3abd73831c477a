import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { EventStore } from '@bofu/event-store';
import { Answers } from '@bofu/http';
import { verificationView, viewVerification } from './verification.view';
import { verifyStore } from './verify-store';

/** 核对: whether the record is still the one that was written. */
@ApiTags('审计')
@Controller('v1/audit/verification')
export class VerificationController {
  constructor(@Inject(EventStore) private readonly store: EventStore) {}

  @Get()
  @ApiOperation({ summary: '从第一个事件起逐一核对哈希链；指出第一个不相符的事件' })
  @Answers('核对结果', verificationView)
  async verifyRecord() {
    return viewVerification(await verifyStore(this.store));
  }
}
