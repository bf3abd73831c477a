import { randomUUID } from 'node:crypto';
import {
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type UntypedServiceImplementation,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { GossipService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_grpc_pb';
import {
  ClusterInfo,
  EndPoint,
  MemberInfo,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_pb';
import { ServerFeaturesService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb';
import {
  SupportedMethod,
  SupportedMethods,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb';
import { UUID } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb';
import { StreamsService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb';
import type {
  BatchAppendReq,
  BatchAppendResp,
  ReadReq,
  ReadResp,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import { StreamsServiceService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_grpc_pb';
import type {
  AppendRecordsRequest,
  AppendRecordsResponse,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb';
import { FakeKurrentDbLog } from './fake-kurrentdb-log';
import { serveAppendRecords, serveBatchAppend, serveRead, type NodeView } from './fake-kurrentdb-services';
import { compress, offeredFor, withHeaders, type AnyCall } from './fake-kurrentdb-compression';
import { Wire } from './fake-kurrentdb-wire';

export interface FakeKurrentDbOptions {
  /** Default 26.1.0. Before 26.1 there is no append with checks. */
  readonly serverVersion?: string;
  /** How many nodes the cluster has. Default 1. */
  readonly nodes?: number;
  /** Nobody is there yet: every node is dead until it is revived. */
  readonly dead?: boolean;
  /** How long nobody leads after a leader has gone. Default 200 ms. */
  readonly electionMs?: number;
  /** After how long an append that was dropped is answered with a time-out. Default 2 s, as the server. */
  readonly commitTimeoutMs?: number;
  /** Who may do what; without this everybody may do everything. */
  readonly accounts?: Readonly<Record<string, FakeAccount>>;
  /** As the server's clock is set. */
  readonly clockAheadMs?: number;
  /** Compress every message for whoever says to understand it, as the server does. Default: no. */
  readonly gzip?: boolean;
  readonly tls?: { readonly key: Buffer; readonly certificate: Buffer };
}

export interface FakeAccount {
  readonly password: string;
  readonly may: readonly ('read-all' | 'write')[];
}

export interface FakeKurrentDb {
  /** Names every node. */
  readonly url: string;
  /** Names one node only, with an account where one is given. */
  urlOf(node: number, account?: string): string;
  readonly port: number;
  readonly log: FakeKurrentDbLog;
  /** Which node leads; `null` while none does. */
  readonly leader: number | null;
  /** The leader gives up its place and goes on as a follower. Ends once another leads. */
  resign(): Promise<void>;
  /** The process dies: connections break, nobody answers at its address. */
  kill(node: number): Promise<void>;
  /** Starts it again at the same address. */
  revive(node: number): Promise<void>;
  /** Cuts every connection there is; new ones are welcome. */
  breakConnections(): void;
  /** The next append is recorded and the connection cut before its answer is out. */
  loseNextAcknowledgement(): void;
  /** From now on nothing goes in or out, as behind a cable that was pulled: of one node, or of all. */
  silence(node?: number): void;
  /** Ends the silence; what was held back goes through. */
  speak(): void;
  /** The next so many calls are answered so, and nothing is done. */
  ail(how: 'not-ready' | 'too-busy', act: 'read' | 'write', calls: number): void;
  /** How long an append lies before it is looked at. */
  appendsLieMs: number;
  /** How many events reads and subscriptions have been sent so far. */
  readonly eventsSent: number;
  /** How many subscriptions are open. */
  readonly subscriptions: number;
  /** How many connections have been opened so far, and how many are open. */
  readonly connections: { readonly opened: number; readonly open: number };
  /** What clients have said that they take for compression. */
  readonly encodingsOffered: ReadonlySet<string>;
  /** The node's own business, which a reader of business events must not see. */
  recordSystemEvents(count: number): void;
  stop(): Promise<void>;
}

/**
 * A cluster of nodes that speak KurrentDB's protocol and remember nothing beyond their process. It stands on the protobuf
 * definitions the official client ships with, and behaves as the server's source says (see the files beside it) and as
 * a server of version 26.1 was seen to.
 *
 * Modelled: gossip, a leader that resigns, dies and stays dead, elections that need a majority; nobody at first contact;
 * a node that is not ready or too busy; an index behind the write, with repeats dropped meanwhile; deadlines; accounts
 * and their rights on `$all` and on writing; streams deleted with a way back, deleted for good, truncated, scavenged; a
 * log restored from an older copy; positions at which nothing begins; TLS; compression.
 *
 * Not modelled: replication. All nodes share one log, so a follower is never behind, and a write is never lost with the
 * leader that took it. Nor links, projections, persistent subscriptions, other rights, `$maxAge`, read-only replicas,
 * chunks, the disk.
 */
export async function startFakeKurrentDb(options: FakeKurrentDbOptions = {}): Promise<FakeKurrentDb> {
  const cluster = new FakeCluster(options);
  await cluster.start();
  return cluster;
}

interface Node {
  readonly server: Server;
  readonly wire: Wire;
  port: number;
  isAlive: boolean;
  readonly instance: string;
}

const HOST = '127.0.0.1';
const NO_LIMIT = 256 * 1024 * 1024;

class FakeCluster implements FakeKurrentDb {
  readonly log = new FakeKurrentDbLog(() => Date.now() + (this.options.clockAheadMs ?? 0));
  readonly encodingsOffered = new Set<string>();
  leader: number | null = null;
  appendsLieMs = 0;
  eventsSent = 0;
  subscriptions = 0;
  private readonly nodes: Node[] = [];
  private readonly version: string;
  private acknowledgementsToLose = 0;
  private ailments: { how: 'not-ready' | 'too-busy'; act: 'read' | 'write'; calls: number }[] = [];

  constructor(private readonly options: FakeKurrentDbOptions) {
    this.version = options.serverVersion ?? '26.1.0';
  }

  async start(): Promise<void> {
    for (let index = 0; index < (this.options.nodes ?? 1); index += 1) {
      const node = await this.startNode(index);
      this.nodes.push(node);
      if (this.options.dead) {
        node.isAlive = false;
        await node.wire.close();
      }
    }
    this.elect();
    this.recordSystemEvents(2); // A node has some from its first start.
  }

  private async startNode(index: number): Promise<Node> {
    const { tls } = this.options;
    const server = new Server();
    this.addServices(server, this.viewOf(index));
    const credentials = tls
      ? ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.certificate }])
      : ServerCredentials.createInsecure();
    const behind = await withHeaders(
      () =>
        new Promise<number>((resolve, reject) =>
          server.bindAsync(`${HOST}:0`, credentials, (error, port) => (error ? reject(error) : resolve(port))),
        ),
    );
    const wire = new Wire(behind);
    return { server, wire, port: await wire.open(), isAlive: true, instance: randomUUID() };
  }

  private viewOf(index: number): NodeView {
    const { accounts, commitTimeoutMs = 2_000, clockAheadMs = 0 } = this.options;
    const atLeader = () => (this.leader === null ? null : { host: HOST, port: this.nodes[this.leader]?.port ?? 0 });
    const isLeader = () => this.leader === index;
    return {
      log: this.log,
      get isLeader() {
        return isLeader();
      },
      get leader() {
        return atLeader();
      },
      ailment: (act) => {
        const found = this.ailments.find((ailment) => ailment.act === act && ailment.calls > 0);
        if (found) found.calls -= 1;
        return found?.how ?? null;
      },
      mayDo: (metadata, act) => {
        if (!accounts) return 'yes';
        const [, basic = ''] = String(metadata.get('authorization')[0] ?? '').split(' ');
        const [name = '', password] = Buffer.from(basic, 'base64').toString('utf8').split(/:(.*)/s);
        const account = accounts[name];
        if (!account || account.password !== password) return 'who-are-you';
        return account.may.includes(act) ? 'yes' : 'no';
      },
      acknowledge: (answer) => {
        if (this.acknowledgementsToLose === 0) return answer();
        this.acknowledgementsToLose -= 1;
        this.breakConnections();
      },
      commitTimeoutMs,
      clockAheadMs,
      limitBytes: NO_LIMIT,
    };
  }

  private addServices(server: Server, view: NodeView): void {
    const { version } = this;
    const note = (call: AnyCall): void => {
      const offered = offeredFor(call);
      this.encodingsOffered.add(offered);
      if (this.options.gzip && offered.includes('gzip')) compress(call);
    };
    const features: UntypedServiceImplementation = {
      getSupportedMethods: (_call: unknown, answer: sendUnaryData<SupportedMethods>) =>
        answer(null, supportedMethods(version)),
    };
    server.addService(ServerFeaturesService, features);
    const gossip: UntypedServiceImplementation = {
      read: (_call: unknown, answer: sendUnaryData<ClusterInfo>) => answer(null, this.clusterInfo()),
    };
    server.addService(GossipService, gossip);
    const streams: UntypedServiceImplementation = {
      read: (call: ServerWritableStream<ReadReq, ReadResp>) => {
        note(call);
        const write = call.write.bind(call);
        call.write = (message: ReadResp) => {
          if (message.hasEvent()) this.eventsSent += 1;
          return write(message);
        };
        if (call.request.getOptions()?.hasSubscription()) {
          this.subscriptions += 1;
          call.once('cancelled', () => (this.subscriptions -= 1));
        }
        void serveRead(view, call);
      },
      batchAppend: (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) => serveBatchAppend(view, call),
    };
    server.addService(StreamsService, streams);
    if (!atLeast(version, 26, 1)) return;
    const appends: UntypedServiceImplementation = {
      appendRecords: (
        call: ServerUnaryCall<AppendRecordsRequest, AppendRecordsResponse>,
        answer: sendUnaryData<AppendRecordsResponse>,
      ) => {
        note(call);
        setTimeout(() => void serveAppendRecords(view, call, answer), this.appendsLieMs);
      },
    };
    server.addService(StreamsServiceService, appends);
  }

  private clusterInfo(): ClusterInfo {
    const { FOLLOWER, LEADER, UNKNOWN } = MemberInfo.VNodeState;
    return new ClusterInfo().setMembersList(
      this.nodes.map(({ port, isAlive, instance }, index) =>
        new MemberInfo()
          .setInstanceId(new UUID().setString(instance))
          .setTimeStamp(String(Date.now() * 10_000))
          .setIsAlive(isAlive)
          .setState(this.leader === index ? LEADER : this.leader === null ? UNKNOWN : FOLLOWER)
          .setHttpEndPoint(new EndPoint().setAddress(HOST).setPort(port)),
      ),
    );
  }

  get port(): number {
    return this.nodes[0]?.port ?? 0;
  }

  get url(): string {
    return this.urlFor(this.nodes);
  }

  urlOf(node: number, account?: string): string {
    return this.urlFor(this.nodes.slice(node, node + 1), account);
  }

  private urlFor(nodes: readonly Node[], account?: string): string {
    const hosts = nodes.map(({ port }) => `${HOST}:${port}`).join(',');
    // The official client's native part waits this long before it connects at all: half a second, unless told otherwise.
    return `kurrentdb://${account ? `${account}@` : ''}${hosts}?tls=${this.options.tls !== undefined}&discoveryInterval=10`;
  }

  async resign(): Promise<void> {
    const was = this.leader;
    this.leader = null;
    await this.election(was);
  }

  async kill(index: number): Promise<void> {
    const node = this.nodes[index];
    if (!node) return;
    node.isAlive = false;
    const led = this.leader === index;
    if (led) this.leader = null;
    await node.wire.close();
    if (led) await this.election(index);
  }

  async revive(index: number): Promise<void> {
    const node = this.nodes[index];
    if (!node || node.isAlive) return;
    await node.wire.open(node.port);
    node.isAlive = true;
    if (this.leader === null) await this.election(null);
  }

  private async election(not: number | null): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.options.electionMs ?? 200));
    if (this.leader === null) this.elect(not);
  }

  /** A majority of all nodes must be alive. */
  private elect(not: number | null = null): void {
    const alive = this.nodes.flatMap(({ isAlive }, index) => (isAlive ? [index] : []));
    if (alive.length * 2 <= this.nodes.length) return;
    this.leader = alive.find((index) => index !== not) ?? alive[0] ?? null;
  }

  breakConnections(): void {
    for (const { wire } of this.nodes) wire.cut();
  }

  loseNextAcknowledgement(): void {
    this.acknowledgementsToLose += 1;
  }

  silence(node?: number): void {
    for (const [index, { wire }] of this.nodes.entries()) if (node === undefined || node === index) wire.hold();
  }

  speak(): void {
    for (const { wire } of this.nodes) wire.release();
  }

  ail(how: 'not-ready' | 'too-busy', act: 'read' | 'write', calls: number): void {
    this.ailments.push({ how, act, calls });
  }

  get connections(): { opened: number; open: number } {
    return {
      opened: this.nodes.reduce((sum, { wire }) => sum + wire.opened, 0),
      open: this.nodes.reduce((sum, { wire }) => sum + wire.connections, 0),
    };
  }

  recordSystemEvents(count: number): void {
    const stream = '$stats-127.0.0.1:2113';
    const events = Array.from({ length: count }, () => ({
      id: randomUUID(),
      type: '$statsCollected',
      isJson: true,
      data: Buffer.from('{}'),
      metadata: new Uint8Array(),
    }));
    this.log.write([{ stream, expected: this.log.stream(stream)?.last ?? -1n, events }]);
  }

  async stop(): Promise<void> {
    for (const { wire, server } of this.nodes) {
      await wire.close();
      server.forceShutdown();
    }
  }
}

/** Grpc/ServerFeatures.cs: names in lower case; the two things the client asks for are these. */
function supportedMethods(version: string): SupportedMethods {
  const method = (service: string, name: string, ...features: string[]) =>
    new SupportedMethod().setServiceName(service).setMethodName(name).setFeaturesList(features);
  const v1 = 'event_store.client.streams.streams';
  const methods = [method(v1, 'read', 'position', 'events'), method(v1, 'batchappend', 'deadline_duration')];
  if (atLeast(version, 26, 1)) methods.push(method('kurrentdb.protocol.v2.streams.streamsservice', 'appendrecords'));
  return new SupportedMethods().setEventStoreServerVersion(version).setMethodsList(methods);
}

function atLeast(version: string, major: number, minor: number): boolean {
  const [has = 0, hasMinor = 0] = version.split('.').map(Number);
  return has > major || (has === major && hasMinor >= minor);
}
