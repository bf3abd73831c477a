import type { FastifyReply } from 'fastify';

/** The answer under way, for those who set a header on it: capabilities need not know which server carries it. */
export type HttpReply = FastifyReply;
