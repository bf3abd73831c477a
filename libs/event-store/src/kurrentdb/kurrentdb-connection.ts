import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import {
  Channel,
  credentials,
  Metadata,
  status,
  type CallOptions,
  type ChannelCredentials,
  type ClientReadableStream,
  type ServiceError,
} from '@grpc/grpc-js';
import { GossipClient } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_grpc_pb';
import { MemberInfo } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_pb';
import { ServerFeaturesClient } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb';
import { Empty } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb';
import { StreamsClient } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb';
import type { ReadReq, ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import { StreamsServiceClient } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_grpc_pb';
import type {
  AppendRecordsRequest,
  AppendRecordsResponse,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb';
import { textOf, type Endpoint, type KurrentDbAddress } from './kurrentdb-address';

/** A member of a cluster, as whoever was asked sees it. */
export interface Member extends Endpoint {
  readonly isAlive: boolean;
  readonly isLeader: boolean;
}

/** The largest message the server may send: an event of 16 MiB, with room for what is around it. */
const LARGEST_MESSAGE_BYTES = 17 * 1024 * 1024;

/** A server that lives answers, or says that its own time is over, before this. */
const SILENT_MS = 2_500;

/**
 * One connection to one node, over the official client's message definitions and no more of that client: what it keeps
 * between calls (its native reader, its one stream of appends, what it thinks the server can do) outlives the
 * connection it belongs to. Everything here ends with the connection.
 */
export class Connection {
  readonly #channel: Channel;
  readonly #streams: StreamsClient;
  readonly #appends: StreamsServiceClient;
  readonly #features: ServerFeaturesClient;
  readonly #gossip: GossipClient;
  readonly #retired = new AbortController();
  readonly #name: string;
  #heardAt = performance.now();

  constructor(
    readonly endpoint: Endpoint,
    private readonly address: KurrentDbAddress,
  ) {
    this.#name = address.connectionName ?? `bofu-${randomUUID()}`;
    this.#channel = new Channel(textOf(endpoint), credentialsOf(address), {
      'grpc.keepalive_time_ms': address.keepAliveInterval < 0 ? Number.MAX_SAFE_INTEGER : address.keepAliveInterval,
      'grpc.keepalive_timeout_ms': address.keepAliveTimeout < 0 ? Number.MAX_SAFE_INTEGER : address.keepAliveTimeout,
      'grpc.max_receive_message_length': LARGEST_MESSAGE_BYTES,
      // As much may be on its way before we have said that it came: 64 KiB, as it stands, is a round trip every hundred events.
      'grpc-node.flow_control_window': 1024 * 1024,
      // A connection that failed is replaced and not waited for.
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 500,
      // Else a new connection to the same node would be the old one, with all that is wrong with it.
      'grpc.use_local_subchannel_pool': 1,
    });
    refuseCompression(this.#channel);
    // Every reading under way listens.
    setMaxListeners(0, this.#retired.signal);
    const options = { channelOverride: this.#channel };
    const insecure = credentials.createInsecure();
    this.#streams = new StreamsClient('', insecure, options);
    this.#appends = new StreamsServiceClient('', insecure, options);
    this.#features = new ServerFeaturesClient('', insecure, options);
    this.#gossip = new GossipClient('', insecure, options);
  }

  /** Aborted once the connection has been replaced: what goes on for ever on it goes elsewhere now. */
  get retired(): AbortSignal {
    return this.#retired.signal;
  }

  /** When anything last came, by `performance.now()`. */
  get heardAt(): number {
    return this.#heardAt;
  }

  /** Nothing has come for so long that it is taken for dead, by whoever waits. */
  get isSilent(): boolean {
    return performance.now() - this.#heardAt > SILENT_MS;
  }

  heard(): void {
    this.#heardAt = performance.now();
  }

  async appendRecords(request: AppendRecordsRequest, timeoutMs: number): Promise<AppendRecordsResponse> {
    try {
      const answer = await answerTo<AppendRecordsResponse>((callback) =>
        this.#appends.appendRecords(request, this.#metadata(), within(timeoutMs), callback),
      );
      this.heard();
      return answer;
    } catch (error) {
      // A refusal is heard as well; that the time is over is not.
      if ((error as ServiceError).code !== status.DEADLINE_EXCEEDED) this.heard();
      throw error;
    }
  }

  /** No deadline: a reading that goes on has none, and any other is given up by whoever waits for it. */
  read(request: ReadReq, options: CallOptions = {}): ClientReadableStream<ReadResp> {
    const metadata = this.#metadata();
    // A follower may not have yet what the leader has acknowledged.
    metadata.set('requires-leader', 'true');
    return this.#streams.read(request, metadata, options);
  }

  async serverVersion(timeoutMs: number): Promise<string> {
    const methods = await answerTo<{ getEventStoreServerVersion(): string }>((callback) =>
      this.#features.getSupportedMethods(new Empty(), this.#metadata(), within(timeoutMs), callback),
    );
    return methods.getEventStoreServerVersion();
  }

  async members(timeoutMs: number): Promise<Member[]> {
    const info = await answerTo<{ getMembersList(): MemberInfo[] }>((callback) =>
      this.#gossip.read(new Empty(), this.#metadata(), within(timeoutMs), callback),
    );
    return info.getMembersList().flatMap((member) => {
      const at = member.getHttpEndPoint();
      const state = member.getState();
      return at
        ? [
            {
              host: at.getAddress(),
              port: at.getPort(),
              isAlive: member.getIsAlive(),
              isLeader: state === MemberInfo.VNodeState.LEADER,
            },
          ]
        : [];
    });
  }

  /** Calls under way end by themselves; nothing new begins here. */
  retire(): void {
    this.#retired.abort();
    this.#channel.close();
  }

  #metadata(): Metadata {
    const metadata = new Metadata();
    const { account } = this.address;
    metadata.set('connection-name', this.#name);
    if (account)
      metadata.set(
        'authorization',
        `Basic ${Buffer.from(`${account.name}:${account.password}`, 'utf8').toString('base64')}`,
      );
    return metadata;
  }
}

function credentialsOf({ tls }: KurrentDbAddress): ChannelCredentials {
  if (tls === null) return credentials.createInsecure();
  return credentials.createSsl(
    tls.authority,
    tls.key,
    tls.certificate,
    tls.verify ? {} : { rejectUnauthorized: false },
  );
}

const within = (timeoutMs: number): CallOptions => ({ deadline: Date.now() + timeoutMs });

const answerTo = <Answer>(call: (callback: (error: ServiceError | null, answer: Answer) => void) => unknown) =>
  new Promise<Answer>((resolve, reject) => {
    call((error, answer) => (error ? reject(error) : resolve(answer)));
  });

/**
 * The server compresses every message for whoever says to understand it, and grpc-js always says so and then opens a
 * decompressor for each: a third of the processor's time for events of half a kilobyte. No option says otherwise, so
 * what is offered is set behind the filter that offers it. Where grpc-js has changed, all works as before, but slowly.
 */
function refuseCompression(channel: Channel): void {
  (channel as unknown as Inside).internalChannel?.filterStackFactory?.factories?.push({
    createFilter: () => ({
      sendMetadata: async (metadata) => {
        const headers = await metadata;
        headers.set('grpc-accept-encoding', 'identity');
        return headers;
      },
      receiveMetadata: same,
      sendMessage: same,
      receiveMessage: same,
      receiveTrailers: same,
    }),
  });
}

const same = <Value>(value: Value): Value => value;

/** The part of grpc-js's own that is touched. */
interface Inside {
  readonly internalChannel?: {
    readonly filterStackFactory?: { readonly factories?: { createFilter(): HeaderFilter }[] };
  };
}

interface HeaderFilter {
  sendMetadata(metadata: Promise<Metadata>): Promise<Metadata>;
  receiveMetadata(metadata: Metadata): Metadata;
  sendMessage<Message>(message: Message): Message;
  receiveMessage<Message>(message: Message): Message;
  receiveTrailers<Trailers>(trailers: Trailers): Trailers;
}
