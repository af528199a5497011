/** Chooses the request headers that Next.js sees. */
import type { IncomingMessage } from 'node:http';

/**
 * The headers that are passed on. This is an allowlist, since several headers control Next's internals
 * (`x-middleware-*`, `x-forwarded-*`, `x-nextjs-*`, preview cookies), and later versions may add more.
 */
const usual: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'connection',
  'content-length',
  'content-type',
  'host',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'last-event-id',
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-router-state-tree',
  'next-url',
  'origin',
  'pragma',
  'purpose',
  'range',
  'rsc',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'sec-fetch-user',
  'sec-purpose',
  'transfer-encoding',
  'user-agent',
]);

/**
 * Replaces the headers of the request: with the usual ones and those of `more`, and the policy of the answer, from
 * which Next takes the nonce for its scripts.
 */
export function forwardHeaders(request: IncomingMessage, policy: string, more: readonly string[]): void {
  const isPassed = (name: string) => usual.has(name) || more.includes(name);
  const own = { 'content-security-policy': policy };
  const kept = request.rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && isPassed(name.toLowerCase()) ? [name, request.rawHeaders[index + 1] ?? ''] : [],
  );
  const headers = Object.entries(request.headers).filter(([name]) => isPassed(name));
  const distinct = Object.entries(request.headersDistinct).filter(([name]) => isPassed(name));
  request.headers = { ...Object.fromEntries(headers), ...own };
  request.headersDistinct = {
    ...Object.fromEntries(distinct),
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name, [value]])),
  };
  request.rawHeaders = [...kept, ...Object.entries(own).flat()];
}
