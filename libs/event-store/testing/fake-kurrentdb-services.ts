import { randomUUID } from 'node:crypto';
import {
  status as grpcStatus,
  type Metadata,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceError,
  type StatusObject,
  type sendUnaryData,
} from '@grpc/grpc-js';
import {
  ReadResp,
  type BatchAppendReq,
  type BatchAppendResp,
  type ReadReq,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import {
  AppendRecordsResponse,
  StreamRevision,
  type AppendRecordsRequest,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb';
import { placeOf, type FakeKurrentDbLog, type LoggedEvent, type StreamWrite } from './fake-kurrentdb-log';
import {
  accessDeniedError,
  batchAnswer,
  batchWrite,
  caughtUpMessage,
  checkedWrite,
  checkpointMessage,
  confirmationMessage,
  deniedError,
  eventMessage,
  expectedRevision,
  notLeaderError,
  notLeaderNodeError,
  readRequest,
  reasonError,
  streamDeletedError,
  streamNotFoundMessage,
  violationError,
  type ReadRequest,
} from './fake-kurrentdb-messages';

/** What a call meets on the node it reaches: who leads, what ails the node, what the caller may do. */
export interface NodeView {
  readonly log: FakeKurrentDbLog;
  readonly isLeader: boolean;
  /** `null` during an election. */
  readonly leader: { readonly host: string; readonly port: number } | null;
  /** Counts down what was asked for. */
  ailment(act: 'read' | 'write'): 'not-ready' | 'too-busy' | null;
  mayDo(metadata: Metadata, act: 'read-all' | 'write'): 'yes' | 'no' | 'who-are-you';
  acknowledge(answer: () => void): void;
  readonly commitTimeoutMs: number;
  /** How far the server's clock is ahead of the caller's. */
  readonly clockAheadMs: number;
  readonly limitBytes: number;
}

type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** Grpc/Streams.Read.cs, with what comes before it. */
export async function serveRead(node: NodeView, call: ReadCall): Promise<void> {
  const request = readRequest(call.request);
  const mustLead = call.metadata.get('requires-leader')[0] === 'true';
  const refused = refusal(node, call.metadata, request.stream === null);
  if (refused) return void call.emit('error', refused);
  if (mustLead && !node.isLeader) {
    const { leader } = node;
    return void call.emit('error', leader ? notLeaderError(leader.host, leader.port) : notReady());
  }
  if (request.count === null) return followAll(call, request, node);
  return answerRead(call, request, node.log);
}

function refusal(node: NodeView, metadata: Metadata, all: boolean): Partial<ServiceError> | null {
  const may = node.mayDo(metadata, 'read-all');
  if (may === 'who-are-you') return { code: grpcStatus.UNAUTHENTICATED, details: 'Unauthenticated' };
  if (may === 'no' && all) return deniedError();
  const ailment = node.ailment('read');
  if (ailment === 'not-ready') return notReady();
  return ailment ? { code: grpcStatus.UNAVAILABLE, details: 'Server Is Too Busy' } : null;
}

/** Grpc/RpcExceptions.cs, ServerNotReady. */
const notReady = (): Partial<ServiceError> => ({ code: grpcStatus.UNAVAILABLE, details: 'Server Is Not Ready' });

async function send(call: ReadCall, message: ReadResp): Promise<void> {
  if (call.cancelled || call.write(message)) return;
  await new Promise<void>((resolve) => {
    const goOn = (): void => {
      call.off('drain', goOn).off('cancelled', goOn);
      resolve();
    };
    call.on('drain', goOn).on('cancelled', goOn);
  });
}

/** Enumerators/Enumerator.ReadStreamForwards.cs, ReadStreamBackwards.cs, ReadAllForwards.cs and their like. */
async function answerRead(call: ReadCall, request: ReadRequest, log: FakeKurrentDbLog): Promise<void> {
  const { stream, count } = request;
  if (stream === null && typeof request.from === 'bigint' && !log.isPlace(request.from)) {
    call.emit('error', { code: grpcStatus.UNKNOWN, details: 'Unexpected ReadAllResult: InvalidPosition' });
    return;
  }
  if (stream !== null && log.isTombstoned(stream)) {
    call.emit('error', streamDeletedError(stream));
    return;
  }
  const there = stream === null ? null : log.stream(stream);
  if (stream !== null && there === null) {
    await send(call, streamNotFoundMessage(stream));
    call.end();
    return;
  }
  const found = there ? inStream(there.events, request) : log.all(request.direction, request.from, request.test);
  for (const event of count === null ? found : found.slice(0, Number(count))) {
    if (call.cancelled) return;
    await send(call, eventMessage(event, request.structuredIds));
  }
  if (there && request.compatibility >= 1) await send(call, new ReadResp().setLastStreamPosition(String(there.last)));
  call.end();
}

/** ReaderIndex/IndexReader.cs: the start belongs to the answer either way, and one past the end finds what there is. */
function inStream(events: readonly LoggedEvent[], { direction, from }: ReadRequest): readonly LoggedEvent[] {
  if (direction === 'forwards') {
    if (from === 'end') return [];
    return events.filter(({ revision }) => from === 'start' || revision >= from);
  }
  const end = from === 'start' ? 0n : from;
  return events.filter(({ revision }) => end === 'end' || revision <= end).reverse();
}

/** A subscription's live channel holds this many (Enumerators/Enumerator.cs); one that falls behind catches up again. */
const LIVE_BUFFER = 32;

/** Enumerators/Enumerator.AllSubscription.cs and AllSubscriptionFiltered.cs. */
async function followAll(call: ReadCall, request: ReadRequest, { log, clockAheadMs }: NodeView) {
  let wake: () => void = () => undefined;
  const stopListening = log.listen(() => wake());
  call.once('cancelled', () => {
    stopListening();
    wake();
  });
  const now = () => Date.now() + clockAheadMs;

  await send(call, confirmationMessage(randomUUID()));
  const { from } = request;
  const last = log.readable().at(-1)?.position ?? null;
  let seen = from === 'start' ? -1n : from === 'end' ? (last ?? -1n) : from;
  const waiting = () => {
    const events = log.readable();
    return events.slice(placeOf(events, seen + 1n));
  };
  let live = false;
  let considered = 0;
  while (!call.cancelled) {
    const news = waiting();
    if (live && news.length > LIVE_BUFFER) live = false;
    for (const event of news) {
      if (call.cancelled) return;
      seen = event.position;
      considered += 1;
      if (request.test(event)) await send(call, eventMessage(event, request.structuredIds));
      if (request.filtered && considered % request.checkpointInterval === 0)
        await send(call, checkpointMessage(event.position, now()));
    }
    if (news.length > 0) continue;
    if (!live) {
      live = true;
      const at = seen >= 0n ? seen : null;
      if (request.filtered && at !== null) await send(call, checkpointMessage(at, now()));
      await send(call, caughtUpMessage(at, now()));
      continue; // Something may have been written meanwhile.
    }
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (call.cancelled || waiting().length > 0) resolve();
    });
  }
}

/** Grpc/Streams.BatchAppend.cs: one call carries many appends, told apart by their correlation ids. */
export function serveBatchAppend(node: NodeView, call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void {
  const pending = new Map<string, BatchAppendReq[]>();
  call.on('data', (request: BatchAppendReq) => {
    const correlation = request.getCorrelationId();
    const key = correlation?.getString() ?? '';
    const parts = [...(pending.get(key) ?? []), request];
    pending.set(key, parts);
    if (!request.getIsFinal()) return;
    pending.delete(key);
    const options = parts[0]?.getOptions();
    const expected = options ? expectedRevision(options) : null;
    if (expected === null) {
      call.emit('error', { code: grpcStatus.UNIMPLEMENTED, details: 'the fake knows exact expected revisions only' });
      return;
    }
    const write = batchWrite(parts, expected);
    const outcome = node.log.write([write]);
    if (outcome.kind === 'dropped') return;
    void whenReadable(node, outcome).then(() =>
      node.acknowledge(() => call.write(batchAnswer(correlation, write, outcome))),
    );
  });
  call.on('end', () => call.end());
  call.on('error', () => undefined); // A cut connection is the client's story to tell.
}

/** Api.V2/Modules/Streams/StreamsService.cs, AppendRecords; the answer names every stream written once. */
export async function serveAppendRecords(
  node: NodeView,
  { request, metadata }: ServerUnaryCall<AppendRecordsRequest, AppendRecordsResponse>,
  answer: sendUnaryData<AppendRecordsResponse>,
): Promise<void> {
  const may = node.mayDo(metadata, 'write');
  if (may === 'who-are-you') return answer({ code: grpcStatus.UNAUTHENTICATED, details: 'Unauthenticated' });
  if (may === 'no') return answer(accessDeniedError('streams:write'));
  const ailment = node.ailment('write');
  if (ailment === 'too-busy')
    return answer(reasonError(grpcStatus.UNAVAILABLE, 'SERVER_OVERLOADED', 'The server is too busy.'));
  const { leader } = node;
  if (ailment === 'not-ready' || leader === null)
    return answer(reasonError(grpcStatus.UNAVAILABLE, 'SERVER_NOT_READY', 'The server is not ready.'));
  if (!node.isLeader) return answer(notLeaderNodeError(leader.host, leader.port));
  const { records, checks } = checkedWrite(request);
  const wrong = misnamedError(records) ?? tooLargeError(records, node.limitBytes) ?? unnamedError(records);
  if (wrong) return answer(wrong);
  if (records.some(({ stream }) => (checks.find((check) => check.stream === stream)?.expected ?? -2n) < -1n))
    return answer({ code: grpcStatus.UNIMPLEMENTED, details: 'the fake knows exact expected revisions only' });

  const outcome = node.log.writeChecked(records, checks);
  if (outcome.kind === 'dropped') {
    const late = 'Append records timed out while waiting for commit';
    const error = reasonError(grpcStatus.DEADLINE_EXCEEDED, 'OPERATION_TIMEOUT', late);
    setTimeout(() => answer(error), node.commitTimeoutMs).unref();
    return;
  }
  if (outcome.kind === 'violated') return node.acknowledge(() => answer(violationError(outcome.violations)));
  await whenReadable(node, outcome);
  node.acknowledge(() => {
    const revisions = records.map(({ stream }, index) =>
      new StreamRevision().setStream(stream).setRevision((outcome.revisions[index] ?? -1n).toString()),
    );
    answer(null, new AppendRecordsResponse().setRevisionsList(revisions).setPosition(outcome.position.toString()));
  });
}

/** Services/RequestManagerBase.cs: who has written is told once it can be read, who was refused at once. */
const whenReadable = async ({ log }: NodeView, outcome: { kind: string; position?: bigint }): Promise<void> => {
  if (outcome.kind === 'recorded') await log.indexed(outcome.position ?? 0n);
};

/** Api.V2/Modules/Streams/Validators/SchemaNameValidator.cs */
function misnamedError(writes: readonly Pick<StreamWrite, 'events'>[]): Partial<ServiceError> | null {
  const misnamed = writes
    .flatMap(({ events }) => events)
    .find(({ type }) => !/^[\p{L}\p{N}_.$:-]+$/u.test(type) || type !== type.normalize());
  return misnamed
    ? { code: grpcStatus.INVALID_ARGUMENT, details: `Schema name '${misnamed.type}' is not allowed.` }
    : null;
}

/** Api.V2/Modules/Streams/Validators/AppendRecordValidator.cs; the rule of streams.proto that nobody enforces yet as well. */
function unnamedError(writes: readonly Pick<StreamWrite, 'events'>[]): Partial<ServiceError> | null {
  const own = ['$schema.name', '$schema.format'];
  const names = writes
    .flatMap(({ events }) => events)
    .flatMap(({ metadata }) => Object.keys(JSON.parse(Buffer.from(metadata).toString('utf8')) as object));
  const bad = names.find((name) => name === '' || (name.startsWith('$') && !own.includes(name)));
  return bad === undefined ? null : { code: grpcStatus.INVALID_ARGUMENT, details: `Property '${bad}' is not allowed.` };
}

function tooLargeError(writes: readonly Pick<StreamWrite, 'events'>[], limit: number): Partial<StatusObject> | null {
  const events = writes.flatMap((write) => write.events);
  const size = events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
  return size > limit ? { code: grpcStatus.ABORTED, details: `Append of ${size} bytes exceeds ${limit}.` } : null;
}
