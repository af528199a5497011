/** Chooses how requests to one origin travel: directly, or through the proxy that the environment names. */
import { isLoopback } from '#lib/domain/connection/api-origin';

/** How requests travel. */
export type ProxyChoice =
  | { via: 'direct' }
  | { via: 'proxy'; uri: string }
  /** HTTPS_PROXY is set but invalid. Silently bypassing a proxy would be wrong. */
  | { via: 'nothing' };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads HTTPS_PROXY and NO_PROXY (lower case first, as curl does) for one origin. The loopback interface is never
 * proxied. A NO_PROXY entry is `*`, or a host with an optional port; it also matches the host's subdomains.
 */
export function chooseProxy(origin: string, environment: Environment): ProxyChoice {
  const url = new URL(origin);
  const proxy = (environment.https_proxy ?? environment.HTTPS_PROXY ?? '').trim();
  if (proxy === '' || isLoopback(url.hostname)) return { via: 'direct' };
  if (isExempt(url, environment.no_proxy ?? environment.NO_PROXY ?? '')) return { via: 'direct' };
  try {
    const uri = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`);
    return uri.protocol === 'http:' || uri.protocol === 'https:'
      ? { via: 'proxy', uri: uri.href }
      : { via: 'nothing' };
  } catch {
    return { via: 'nothing' };
  }
}

function isExempt(url: URL, noProxy: string): boolean {
  const host = url.hostname.toLowerCase();
  const port = url.port || '443';
  return noProxy
    .toLowerCase()
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', entryPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (entryPort !== undefined && entryPort !== port) return false;
      const suffix = name.replace(/^\*?\.?/, '');
      return suffix !== '' && (host === suffix || host.endsWith(`.${suffix}`));
    });
}
