/** The headers of development mode: as strict as in production, except for what the development tools need. */
import { contentPolicy, type HeaderRules } from '#lib/server/front/security-headers';

/**
 * React uses `eval` to explain errors, and the error overlay adds styles by script. Browsers ignore 'unsafe-inline'
 * beside a nonce, so styles have no nonce.
 */
function devPolicy(nonce: string): string {
  return contentPolicy(nonce)
    .replace("'strict-dynamic'", "'strict-dynamic' 'unsafe-eval'")
    .replace(`style-src 'self' 'nonce-${nonce}'`, "style-src 'self' 'unsafe-inline'");
}

/**
 * A file keeps its name when a source changes, so the browser must not keep it. A page waits until the websocket brings
 * details of a request. Next.js needs the identifiers in the request's headers to send them.
 */
export const devHeaders: HeaderRules = {
  policy: devPolicy,
  isImmutable: () => false,
  forwarded: ['next-hmr-refresh', 'x-nextjs-html-request-id', 'x-nextjs-request-id'],
};
