import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import {
  Server,
  ServerCredentials,
  status as grpcStatus,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerWritableStream,
  type UntypedServiceImplementation,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { ServerFeaturesService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb';
import {
  SupportedMethod,
  SupportedMethods,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb';
import { StreamsService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb';
import {
  ReadResp,
  type BatchAppendReq,
  type BatchAppendResp,
  type ReadReq,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import { StreamsServiceService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_grpc_pb';
import {
  AppendResponse,
  AppendSessionResponse,
  type AppendRequest,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb';
import { FakeKurrentDbLog, type LoggedEvent } from './fake-kurrentdb-log';
import {
  batchAnswer,
  batchWrite,
  caughtUpMessage,
  checkpointMessage,
  confirmationMessage,
  eventMessage,
  expectedRevision,
  readRequest,
  sessionError,
  sessionWrite,
  streamDeletedError,
  streamNotFoundMessage,
  streamTwiceError,
  type ReadRequest,
} from './fake-kurrentdb-messages';

export interface FakeKurrentDbOptions {
  /** Default 26.1.0. Before 25.1 there is no append to several streams, before 23.10 no word of having caught up. */
  readonly serverVersion?: string;
}

export interface FakeKurrentDb {
  readonly url: string;
  readonly port: number;
  /** Cuts every connection there is; new ones are welcome. */
  breakConnections(): void;
  /** The next append is recorded and the connection cut before its answer is out. */
  loseNextAcknowledgement(): void;
  /** From now on nothing goes in or out, as behind a cable that was pulled. */
  silence(): void;
  /** Ends the silence; what was held back goes through. */
  speak(): void;
  /** How many events reads and subscriptions have been sent so far. */
  readonly eventsSent: number;
  /** The node's own business, which a reader of business events must not see. */
  recordSystemEvents(count: number): void;
  /** Deletes a stream for good, so that it can never be written again. */
  tombstone(stream: string): void;
  stop(): Promise<void>;
}

/**
 * A node that speaks KurrentDB's protocol and remembers nothing beyond its process. It stands on the protobuf
 * definitions the official client ships with, and behaves as the server's source says (see the two files beside it).
 * It knows one node, no TLS, no users, no links and no projections.
 */
export async function startFakeKurrentDb(options: FakeKurrentDbOptions = {}): Promise<FakeKurrentDb> {
  const version = options.serverVersion ?? '26.1.0';
  const log = new FakeKurrentDbLog(Date.now);
  const server = new Server();
  const wire = new Wire();
  let acknowledgementsToLose = 0;
  let eventsSent = 0;

  const acknowledge = (answer: () => void): void => {
    if (acknowledgementsToLose === 0) return answer();
    acknowledgementsToLose -= 1;
    wire.cut();
  };

  const features: UntypedServiceImplementation = {
    getSupportedMethods: (_call: unknown, answer: sendUnaryData<SupportedMethods>) =>
      answer(null, supportedMethods(version)),
  };
  server.addService(ServerFeaturesService, features);
  const streams: UntypedServiceImplementation = {
    read: (call: ServerWritableStream<ReadReq, ReadResp>) => {
      const request = readRequest(call.request);
      const write = call.write.bind(call);
      call.write = (message: ReadResp) => {
        if (message.hasEvent()) eventsSent += 1;
        return write(message);
      };
      if (request.count === null) void followAll(call, request, log, atLeast(version, 23, 10));
      else void answerRead(call, request, log);
    },
    batchAppend: (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) =>
      serveBatchAppend(call, log, acknowledge),
  };
  server.addService(StreamsService, streams);
  if (atLeast(version, 25, 1)) {
    const sessions: UntypedServiceImplementation = {
      appendSession: (
        call: ServerReadableStream<AppendRequest, AppendSessionResponse>,
        answer: sendUnaryData<AppendSessionResponse>,
      ) => void serveAppendSession(call, answer, log, acknowledge),
    };
    server.addService(StreamsServiceService, sessions);
  }

  const grpcPort = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    ),
  );
  const port = await wire.open(grpcPort);
  recordSystemEvents(log, 2); // A node has some from its first start.

  return {
    // The client's native part waits this long before it connects at all: half a second, unless told otherwise.
    url: `kurrentdb://127.0.0.1:${port}?tls=false&discoveryInterval=10`,
    port,
    get eventsSent() {
      return eventsSent;
    },
    breakConnections: () => wire.cut(),
    loseNextAcknowledgement: () => {
      acknowledgementsToLose += 1;
    },
    silence: () => wire.hold(),
    speak: () => wire.release(),
    recordSystemEvents: (count) => recordSystemEvents(log, count),
    tombstone: (stream) => log.tombstone(stream),
    stop: async () => {
      await wire.close();
      server.forceShutdown();
    },
  };
}

/** Grpc/ServerFeatures.cs: names in lower case; the two things the client asks for are these. */
function supportedMethods(version: string): SupportedMethods {
  const method = (service: string, name: string, ...features: string[]) =>
    new SupportedMethod().setServiceName(service).setMethodName(name).setFeaturesList(features);
  const v1 = 'event_store.client.streams.streams';
  const methods = [method(v1, 'read', 'position', 'events'), method(v1, 'batchappend', 'deadline_duration')];
  if (atLeast(version, 25, 1)) methods.push(method('kurrentdb.protocol.v2.streams.streamsservice', 'appendsession'));
  return new SupportedMethods().setEventStoreServerVersion(version).setMethodsList(methods);
}

function atLeast(version: string, major: number, minor: number): boolean {
  const [has = 0, hasMinor = 0] = version.split('.').map(Number);
  return has > major || (has === major && hasMinor >= minor);
}

function recordSystemEvents(log: FakeKurrentDbLog, count: number): void {
  const stream = '$stats-127.0.0.1:2113';
  const events = Array.from({ length: count }, () => ({
    id: randomUUID(),
    type: '$statsCollected',
    isJson: true,
    data: Buffer.from('{}'),
    metadata: new Uint8Array(),
  }));
  log.write([{ stream, expected: BigInt(log.stream(stream).length) - 1n, events }]);
}

type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

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
  if (stream !== null && log.isTombstoned(stream)) {
    call.emit('error', streamDeletedError(stream));
    return;
  }
  if (stream !== null && log.stream(stream).length === 0) {
    await send(call, streamNotFoundMessage(stream));
    call.end();
    return;
  }
  const found =
    stream === null ? log.all(request.direction, request.from, request.test) : inStream(log.stream(stream), request);
  for (const event of count === null ? found : found.slice(0, Number(count))) {
    if (call.cancelled) return;
    await send(call, eventMessage(event, request.structuredIds));
  }
  if (stream !== null && request.compatibility >= 1)
    await send(call, new ReadResp().setLastStreamPosition((log.stream(stream).length - 1).toString()));
  call.end();
}

/** ReaderIndex/IndexReader.cs: the start belongs to the answer either way, and one past the end finds what there is. */
function inStream(events: readonly LoggedEvent[], { direction, from }: ReadRequest): readonly LoggedEvent[] {
  if (direction === 'forwards') {
    if (from === 'end') return [];
    return events.filter(({ revision }) => from === 'start' || revision >= from);
  }
  const highest = from === 'end' ? BigInt(events.length) : from === 'start' ? 0n : from;
  return events.filter(({ revision }) => revision <= highest).reverse();
}

/** A subscription's live channel holds this many (Enumerators/Enumerator.cs); one that falls behind catches up again. */
const LIVE_BUFFER = 32;

/** Enumerators/Enumerator.AllSubscription.cs and AllSubscriptionFiltered.cs. */
async function followAll(
  call: ReadCall,
  request: ReadRequest,
  log: FakeKurrentDbLog,
  saysCaughtUp: boolean,
): Promise<void> {
  let wake: () => void = () => undefined;
  const stopListening = log.listen(() => wake());
  call.once('cancelled', () => {
    stopListening();
    wake();
  });

  await send(call, confirmationMessage(randomUUID()));
  const after = request.from;
  let next = after === 'start' ? 0 : log.events.findIndex(({ position }) => after !== 'end' && position > after);
  if (next === -1) next = log.events.length;
  let live = false;
  let considered = 0;
  while (!call.cancelled) {
    if (live && log.events.length - next > LIVE_BUFFER) live = false;
    for (let event = log.events[next]; event && !call.cancelled; event = log.events[next]) {
      next += 1;
      considered += 1;
      if (request.test(event)) await send(call, eventMessage(event, request.structuredIds));
      if (request.filtered && considered % request.checkpointInterval === 0)
        await send(call, checkpointMessage(event.position, Date.now()));
    }
    if (!live) {
      live = true;
      const last = log.events[next - 1]?.position ?? null;
      if (request.filtered && last !== null) await send(call, checkpointMessage(last, Date.now()));
      if (saysCaughtUp) await send(call, caughtUpMessage(last, Date.now()));
      continue; // Something may have been written meanwhile.
    }
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (call.cancelled || next < log.events.length) resolve();
    });
  }
}

/** Grpc/Streams.BatchAppend.cs: one call carries many appends, told apart by their correlation ids. */
function serveBatchAppend(
  call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>,
  log: FakeKurrentDbLog,
  acknowledge: (answer: () => void) => void,
): void {
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
    const outcome = log.write([write]);
    acknowledge(() => call.write(batchAnswer(correlation, write, outcome)));
  });
  call.on('end', () => call.end());
  call.on('error', () => undefined); // A cut connection is the client's story to tell.
}

/** Api.V2/Modules/Streams/StreamsService.cs, AppendSession. */
async function serveAppendSession(
  call: ServerReadableStream<AppendRequest, AppendSessionResponse>,
  answer: sendUnaryData<AppendSessionResponse>,
  log: FakeKurrentDbLog,
  acknowledge: (answer: () => void) => void,
): Promise<void> {
  const requests: AppendRequest[] = [];
  call.on('data', (request: AppendRequest) => requests.push(request));
  call.on('error', () => undefined);
  await once(call, 'end');
  const names = requests.map((request) => request.getStream().toLowerCase());
  const twice = requests.find((_request, index) => names.indexOf(names[index] ?? '') !== index);
  if (twice) return answer(streamTwiceError(twice.getStream()));
  const writes = requests.map(sessionWrite);
  // Api.V2/Modules/Streams/Validators/SchemaNameValidator.cs
  const misnamed = writes
    .flatMap(({ events }) => events)
    .find(({ type }) => !/^[\p{L}\p{N}_.$:-]+$/u.test(type) || type !== type.normalize());
  if (misnamed)
    return answer({ code: grpcStatus.INVALID_ARGUMENT, details: `Schema name '${misnamed.type}' is not allowed.` });
  if (writes.some(({ expected }) => expected < -1n))
    return answer({ code: grpcStatus.UNIMPLEMENTED, details: 'the fake knows exact expected revisions only' });

  const outcome = log.write(writes);
  acknowledge(() => {
    if (outcome.kind !== 'recorded') {
      const failed = writes[outcome.index];
      return answer(failed ? sessionError(failed, outcome) : { code: grpcStatus.INTERNAL });
    }
    const output = writes.map(({ stream }, index) =>
      new AppendResponse().setStream(stream).setStreamRevision((outcome.revisions[index] ?? -1n).toString()),
    );
    answer(null, new AppendSessionResponse().setOutputList(output).setPosition(outcome.position.toString()));
  });
}

/** The cable between the clients and the node: it can be cut, and it can go dead without anybody being told. */
class Wire {
  private readonly ends = new Set<Socket>();
  private server: TcpServer | null = null;
  private held = false;

  async open(target: number): Promise<number> {
    const server = createServer((near) => {
      const far = connect(target, '127.0.0.1');
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.ends.add(from);
        from.setNoDelay(); // Else every answer waits 40 ms for the acknowledgement of the one before.
        from.on('data', (bytes) => to.write(bytes));
        from.on('error', () => undefined);
        from.on('close', () => {
          this.ends.delete(from);
          to.destroy();
        });
        if (this.held) from.pause();
      }
    });
    this.server = server;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  cut(): void {
    for (const end of this.ends) end.destroy();
  }

  hold(): void {
    this.held = true;
    for (const end of this.ends) end.pause();
  }

  release(): void {
    this.held = false;
    for (const end of this.ends) end.resume();
  }

  async close(): Promise<void> {
    this.cut();
    const { server } = this;
    if (!server?.listening) return;
    server.close();
    await once(server, 'close');
  }
}
