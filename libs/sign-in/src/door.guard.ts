import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Directory } from '@bofu/access';
import { admit, Clock, cookieName, refuseAtDoor, routeOf, today, visitorOf } from '@bofu/http';
import { admissionOf } from './admission';
import type { Matrix } from './matrix';
import { networkOf, RateLimits, type Counted } from './rate-limits';
import { PROVEN_MINUTES } from './sessions';
import { SignIn } from './sign-in';

export const MATRIX = Symbol('matrix');
export const DOOR = Symbol('door');

export interface Door {
  /** From the first start on, before anybody holds a post. */
  readonly alwaysClosed: boolean;
}

/** Open in single-person mode alone: from the first post that somebody holds here nobody comes in unnamed. */
export const isClosed = ({ alwaysClosed }: Door, directory: Directory): boolean =>
  alwaysClosed || directory.agencyIds().some((agencyId) => !directory.singlePersonMode(agencyId));

export const SESSION_COOKIE = 'bofu-session';

/** Where a stranger may try a secret. */
const ENTERING: ReadonlySet<string> = new Set([
  'POST /v1/session',
  'POST /v1/password-settings',
  'POST /v1/administrators',
  'POST /v1/mail-confirmations',
  'POST /v1/session/identity',
  'POST /v1/session/identity/answer',
]);
/** Where secrets are made out. */
const ISSUING: ReadonlySet<string> = new Set([
  'POST /v1/accounts',
  'POST /v1/accounts/:accountId/links',
  'POST /v1/service-tokens',
  // Each sends a mail to wherever somebody said.
  'POST /v1/session/mail-address',
  'POST /v1/accounts/:accountId/mail-address',
  'POST /v1/webhooks',
  'POST /v1/webhooks/:endpointId/secrets',
]);
/** What opens doors to others, or shuts them: not by whoever finds a desk left unlocked. */
const PROVEN_ANEW: ReadonlySet<string> = new Set([
  ...ISSUING,
  'POST /v1/service-tokens/:tokenId/revocation',
  'POST /v1/accounts/:accountId/disabling',
  'POST /v1/accounts/:accountId/session-ending',
  'POST /v1/accounts/:accountId/identity',
  'POST /v1/accounts/:accountId/identity/removal',
  'POST /v1/session-endings',
  'POST /v1/grants/:grantId/confirmation',
  'POST /v1/grants/:grantId/revocation',
  'POST /v1/agencies/:agencyId/small-office/confirmation',
  'POST /v1/programme-sets/:programmeSetId/changes/confirmation',
]);
/** Whoever watches the process asks often, and is told nothing. */
const UNCOUNTED: ReadonlySet<string> = new Set(['GET /livez', 'GET /readyz']);

/**
 * The one guard before every handler: who comes in is asked of the sessions and the directory on each request, and what
 * she may is read in the matrix. A route that stands in no row opens to nobody.
 */
@Injectable()
export class DoorGuard implements CanActivate {
  constructor(
    @Inject(MATRIX) private readonly matrix: Matrix,
    @Inject(DOOR) private readonly door: Door,
    private readonly signIn: SignIn,
    private readonly directory: Directory,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const { request, route } = routeOf(execution);
    const opens = this.matrix.get(route) ?? {};
    const visitor = visitorOf(request);
    // Before anything is asked of a database: that is what they are counted for.
    const from = networkOf(visitor.address);
    if (!UNCOUNTED.has(route)) await this.count('address', from);
    if (ENTERING.has(route)) await this.count('entering', from);
    const cookie = visitor.cookie(cookieName(SESSION_COOKIE, visitor.secure));
    const session = cookie === null ? null : await this.signIn.sessionOf(cookie);
    const personId =
      session?.personId ?? (visitor.token === null ? null : await this.signIn.personOfToken(visitor.token));
    if (personId === null) {
      // A token or cookie that is no good any more must not fall back to what needs none.
      const claimed = visitor.token !== null || cookie !== null;
      if (opens === 'public' || (!claimed && !isClosed(this.door, this.directory))) return true;
      return refuseAtDoor('sign-in-required', {});
    }

    await this.count('person', personId);
    if (ISSUING.has(route)) await this.count('issuing', personId);
    const by = session === null ? 'token' : 'session';
    admit(request, admissionOf(this.directory, opens, { personId, by }, today(this.clock)));
    if (session !== null && PROVEN_ANEW.has(route)) {
      const age = Date.parse(this.clock.now()) - session.provenAt.getTime();
      if (age > PROVEN_MINUTES * 60_000) return refuseAtDoor('step-up-needed', { minutes: PROVEN_MINUTES });
    }
    return true;
  }

  private async count(counted: Counted, key: string): Promise<void> {
    const seconds = await this.limits.count(counted, key);
    if (seconds !== null) refuseAtDoor('too-many-calls', { seconds });
  }
}
