import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import type { FastifyRequest } from 'fastify';
import { httpRefusal, InvalidRequest } from './problem';

/** A handler that reads no query holds it to nothing: whoever sends one is told, as by every schema, not ignored. */
@Injectable()
export class UnaskedQueryGuard implements CanActivate {
  canActivate(execution: ExecutionContext): boolean {
    const [parameter] = Object.keys(execution.switchToHttp().getRequest<FastifyRequest>().query as object);
    if (parameter === undefined || readsQuery(execution)) return true;
    throw new InvalidRequest([{ parameter, refusal: httpRefusal('unknown-field', { field: parameter }) }]);
  }
}

/** Nest keeps a handler's arguments under `kind:index`. */
function readsQuery(execution: ExecutionContext): boolean {
  const handler = execution.getHandler().name;
  const parameters: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, execution.getClass(), handler);
  return Object.keys(parameters ?? {}).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
}
