import { AsyncLocalStorage } from 'node:async_hooks';
import {
  createParamDecorator,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import type { Standing } from '@bofu/event-store';
import type { Post } from '@bofu/kernel';

/** One of somebody's rights that opens the route she asks for. */
export interface AdmittedRight {
  readonly post: Post;
  /** Where it is held in another's stead: the grant. */
  readonly delegationId: string | null;
  /** Whose books are meant where none are named. */
  readonly agencyId: string;
  /** Whose books it reaches. */
  readonly reach: readonly string[];
}

/** Who was let in at the door, by session or by token. `null` stands for a request in single-person mode. */
export interface Admitted {
  readonly personId: string;
  readonly by: 'session' | 'token';
  /** None where the route asks for nothing but that somebody has signed in. */
  readonly rights: readonly AdmittedRight[];
  /** Her rights as they stood: an act is recorded only if they still do. */
  readonly standing: readonly Standing[];
}

const admittedBy = new WeakMap<FastifyRequest, Admitted>();

export const admit = (request: FastifyRequest, admitted: Admitted): void => void admittedBy.set(request, admitted);
export const admittedOf = (request: FastifyRequest): Admitted | null => admittedBy.get(request) ?? null;

const reading = new AsyncLocalStorage<Admitted | null>();

/** Who reads, wherever on the way of her request: a query must not be able to forget whom it answers. */
export const reader = (): Admitted | null => reading.getStore() ?? null;

/** What is done for somebody let in, outside a request. */
export const readingAs = <Result>(admitted: Admitted | null, work: () => Result): Result => reading.run(admitted, work);

@Injectable()
export class ReaderInterceptor implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const admitted = admittedOf(execution.switchToHttp().getRequest<FastifyRequest>());
    return new Observable((subscriber) => readingAs(admitted, () => next.handle().subscribe(subscriber)));
  }
}

/** What a request brings of its own beside its content. */
export interface Visitor {
  /** Empty where whoever asked has hung up since. */
  readonly address: string;
  readonly secure: boolean;
  readonly admitted: Admitted | null;
  readonly cookie: (name: string) => string | null;
  /** Of `Authorization: Bearer`. */
  readonly token: string | null;
}

export function visitorOf(request: FastifyRequest): Visitor {
  // A socket that is closed by now has none, whatever its type says.
  const { ip }: { readonly ip?: string } = request;
  const cookies = new Map(
    (request.headers.cookie ?? '').split(';').map((pair) => {
      const [name = '', value = ''] = pair.trim().split(/=(.*)/s);
      return [name, value] as const;
    }),
  );
  return {
    address: ip ?? '',
    secure: request.protocol === 'https',
    admitted: admittedOf(request),
    cookie: (name) => cookies.get(name) ?? null,
    token: /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? null,
  };
}

/** A handler's `@VisitorOf() visitor: Visitor`. */
export const VisitorOf = createParamDecorator((_options: unknown, execution: ExecutionContext): Visitor =>
  visitorOf(execution.switchToHttp().getRequest<FastifyRequest>()),
);

/** A request and the route it was found under, as the router writes it: `POST /v1/people/:personId/names`. */
export function routeOf(execution: ExecutionContext): { readonly request: FastifyRequest; readonly route: string } {
  const request = execution.switchToHttp().getRequest<FastifyRequest>();
  // What answers a GET answers its HEAD.
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  return { request, route: `${method} ${request.routeOptions.url ?? ''}` };
}
