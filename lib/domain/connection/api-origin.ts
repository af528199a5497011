/** The address that the organisation API key may be sent to. */

/** A checked address: `origin` has no slash at its end, `hostname` is the part of it without scheme and port. */
export interface ApiOrigin {
  origin: string;
  hostname: string;
}

/**
 * Reads the address of the Atlassian API: https anywhere, or http on the loopback interface. Null for anything that is
 * more than an origin (a path, a user, a query, a fragment), and for text that a URL parser would repair.
 */
export function parseApiOrigin(text: string): ApiOrigin | null {
  if (/[\s\\?#@]/.test(text) || !URL.canParse(text)) return null;
  const { protocol, hostname, pathname, origin } = new URL(text);
  const allowed = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return allowed && pathname === '/' ? { origin, hostname } : null;
}

/** Whether a URL's host name is this machine: 127.0.0.0/8, ::1 or localhost. Names are not looked up. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
