/** Chooses how requests to one origin travel: directly, or through the proxy that the environment names. */
import { isLoopback } from '#lib/domain/connection/api-origin';

/** The way in which requests travel: directly, or through a proxy. */
export type ProxyChoice =
  | { via: 'direct' }
  | { via: 'proxy'; uri: string; proxy: NamedProxy }
  /** The variable is set but holds no address. Silently bypassing a proxy would be wrong. */
  | { via: 'nothing'; proxy: NamedProxy };

/** The proxy as messages name it: without the user name and the password in its address. */
export interface NamedProxy {
  /** The variable that names the proxy, as the environment spells it. */
  variable: string;
  /** Host and port; null if the variable holds no address. */
  address: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads HTTPS_PROXY and NO_PROXY (lower case first, as curl does) for one origin. The loopback interface is never
 * proxied. A NO_PROXY entry is `*`, or a host with an optional port; it also matches the host's subdomains.
 */
export function chooseProxy(origin: string, environment: Environment): ProxyChoice {
  const url = new URL(origin);
  const variable = environment.https_proxy === undefined ? 'HTTPS_PROXY' : 'https_proxy';
  const proxy = (environment[variable] ?? '').trim();
  if (proxy === '' || isLoopback(url.hostname)) return { via: 'direct' };
  if (isExempt(url, environment.no_proxy ?? environment.NO_PROXY ?? '')) return { via: 'direct' };
  const uri = proxyAddress(proxy);
  if (uri === null) return { via: 'nothing', proxy: { variable, address: null } };
  const port = uri.port || (uri.protocol === 'http:' ? '80' : '443');
  return { via: 'proxy', uri: uri.href, proxy: { variable, address: `${uri.hostname}:${port}` } };
}

/**
 * The address of a proxy: an origin with an optional user name and password; null for any other text. `URL` alone
 * accepts too much: it takes `http://CORP\jdoe:secret@proxy:8080` for the host `corp` with a path.
 */
function proxyAddress(text: string): URL | null {
  if (/[\\\s"'`]/.test(text)) return null;
  try {
    const uri = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
    const isOrigin = uri.pathname === '/' && uri.search === '' && uri.hash === '';
    const isHost = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/.test(uri.hostname);
    // The password is decoded before it is sent, which throws for a “%” without two hexadecimal digits.
    decodeURIComponent(uri.username + uri.password);
    return isOrigin && isHost && /^https?:$/.test(uri.protocol) ? uri : null;
  } catch {
    return null;
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
