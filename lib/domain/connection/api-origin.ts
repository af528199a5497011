/** The address that the organisation API key may be sent to. */

/** A checked address. `origin` does not end in a slash; `hostname` has neither scheme nor port. */
export interface ApiOrigin {
  origin: string;
  hostname: string;
}

/**
 * Reads the address of the Atlassian API: https anywhere, or http on the loopback interface. Null if it is more than an
 * origin (has a path, a user, a query or a fragment), or if a URL parser would repair it.
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
