/** What the build writes where each answer puts a nonce of its own. */
export const NONCE_IN_PAGE = 'BOFU_NONCE';

const policy = (directives: Readonly<Record<string, string>>): string =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');

const NOTHING_FROM_ELSEWHERE = {
  'default-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
};

const ALWAYS = { 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' };

/**
 * Only files of this host, and no script inside the page. The components write their styles into the page while it
 * runs; they carry the nonce of the very answer that brought the page, so nobody else's do.
 */
export const screensPolicy = (nonce: string): Record<string, string> => ({
  ...ALWAYS,
  'content-security-policy': policy({
    ...NOTHING_FROM_ELSEWHERE,
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data:",
  }),
});

/** The page of the interface description brings styles inside it, and pictures as data. */
export const SWAGGER_POLICY: Record<string, string> = {
  ...ALWAYS,
  'content-security-policy': policy({
    ...NOTHING_FROM_ELSEWHERE,
    'script-src': "'self'",
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' data:",
  }),
};
