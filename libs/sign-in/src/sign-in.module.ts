import { Module } from '@nestjs/common';
import { AccountsController } from './accounts.controller';
import { IdentityController } from './oidc/identity.controller';
import { SessionController } from './session.controller';

/** Signing in; `SignIn`, its database and the guard's parts come from the app. */
@Module({ controllers: [SessionController, IdentityController, AccountsController] })
export class SignInModule {}
