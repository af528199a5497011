/** The one address the key is sent to. */

/** A checked base URL: its origin, and the path that comes before every request path ('' where there is none). */
export interface BaseUrl {
  origin: string;
  prefix: string;
  hostname: string;
}

/**
 * Reads a base URL: https anywhere, or http on the loopback interface only. Null for anything else: credentials,
 * a query, a fragment, or a path that is more than plain segments.
 */
export function parseBaseUrl(text: string): BaseUrl | null {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!allowed || url.username !== '' || url.password !== '' || text.includes('?') || text.includes('#'))
    return null;
  const prefix = url.pathname.replace(/\/$/, '');
  if (!/^(?:\/[A-Za-z0-9_-]+)*$/.test(prefix)) return null;
  return { origin: url.origin, prefix, hostname: url.hostname };
}

/** Whether a URL's host name is this machine: 127.0.0.0/8, ::1 or localhost. Names are not looked up. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}
