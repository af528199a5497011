/** The headers of every answer of the front and of Next.js. */
import { randomBytes } from 'node:crypto';
import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';

/**
 * The content security policy. Scripts and style elements need the nonce or must be our own files. Only style
 * *attributes* are free, since the table and the popups use them for positioning.
 */
export function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** The rules for headers that differ between production and development. */
export interface HeaderRules {
  /** The content security policy of an answer with this nonce. */
  policy(nonce: string): string;
  /** Whether the file at this target never changes, so that a browser may keep it. */
  isImmutable(target: string): boolean;
  /** Names of request headers that Next.js sees in addition to the usual ones. */
  forwarded: readonly string[];
}

/** The rules of the production build: its files have a hash in their name. */
export const strictHeaders: HeaderRules = {
  policy: contentPolicy,
  isImmutable: (target) => target.startsWith('/_next/static/'),
  forwarded: [],
};

/** A new nonce, for one answer. */
export function newNonce(): string {
  return randomBytes(16).toString('base64');
}

/** All headers but the content policy and caching. */
export const fixedHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()',
  'X-DNS-Prefetch-Control': 'off',
};

/**
 * Sets the headers when the head of the answer is written, so that no handler can omit one, weaken one, or allow
 * another origin. A policy that the handler set applies in addition to ours. The browser may keep only what is
 * `immutable`.
 */
export function sealAnswer(response: ServerResponse, policy: string, immutable: boolean): void {
  const writeHead = response.writeHead.bind(response);
  const sealed = (status: number, ...rest: (string | Headers | undefined)[]): ServerResponse => {
    for (const [name, value] of rest.flatMap(pairs)) response.setHeader(name, value);
    for (const name of response.getHeaderNames()) {
      if (name.startsWith('access-control-') || name === 'x-powered-by') response.removeHeader(name);
    }
    for (const [name, value] of Object.entries(fixedHeaders)) response.setHeader(name, value);
    const found = immutable && (status === 200 || status === 206 || status === 304);
    response.setHeader('Cache-Control', found ? 'private, max-age=31536000, immutable' : 'no-store');
    const added = response.getHeader('content-security-policy');
    response.setHeader('Content-Security-Policy', [policy, ...(added ? [added].flat().map(String) : [])]);
    const [reason] = rest;
    return typeof reason === 'string' ? writeHead(status, reason) : writeHead(status);
  };
  response.writeHead = sealed as typeof response.writeHead;
}

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];

/** The headers given to `writeHead`: an object, or a flat list of names and values. */
function pairs(given: string | Headers | undefined): [string, OutgoingHttpHeader][] {
  if (given === undefined || typeof given === 'string') return [];
  if (!Array.isArray(given)) {
    return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  }
  return given.flatMap((name, index) => {
    const value = given[index + 1];
    return index % 2 === 0 && value !== undefined ? [[String(name), value]] : [];
  });
}
