import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

export const OUTSIDE_BOOKS = 'bofu:outside-books';
/** How the OpenAPI document is told; not left in it. */
export const OUTSIDE_BOOKS_EXTENSION = 'x-outside-books';

/**
 * A route that changes something and is no act on anybody's books: signing in, accounts, passwords. It records no
 * event, has no key to be repeated by, and what it answers (a secret, often) is kept nowhere.
 */
export const OutsideBooks = (): MethodDecorator =>
  applyDecorators(SetMetadata(OUTSIDE_BOOKS, true), ApiExtension(OUTSIDE_BOOKS_EXTENSION, true));
