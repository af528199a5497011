/** Failures of the network, the gateway or the server; they concern no particular person. */
import type { Call } from '#lib/demo/call';
import type { FailureStatus } from '#lib/demo/faults/faults';
import { adminError } from '#lib/demo/replies/admin-replies';
import { gatewayError, type Reply, reply } from '#lib/demo/reply';

const titles: Record<FailureStatus, string> = {
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** A 429 in the format of the API that was called [SPEC]. */
export function tooMany({ family }: Call, headers: Record<string, string>): Reply {
  if (family !== 'v2') return gatewayError(429, 'Too Many Requests', headers);
  return { ...adminError(429, 'ADMIN-429-1', 'TOO_MANY_REQUESTS', 'Rate limit exceeded'), headers };
}

/**
 * A failure in the format of the application (500, in the admin API), the gateway, or a server in front of it [INFER].
 */
export function failure({ family }: Call, status: FailureStatus, as: 'json' | 'html' | 'empty'): Reply {
  const title = titles[status];
  switch (as) {
    case 'json':
      return status === 500 && (family === 'v1' || family === 'v2')
        ? adminError(500, 'ADMIN-500-1', 'INTERNAL_SERVER_ERROR', 'Internal error')
        : gatewayError(status, title);
    case 'html':
      return reply(
        status,
        `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n</body>\r\n</html>\r\n`,
        { 'content-type': 'text/html; charset=utf-8' },
      );
    case 'empty':
      return reply(status, null);
  }
}

/** Redirects to the same server under another name, so that the ledger shows who follows, and with which key. */
export function redirected({ origin, path }: Call): Reply {
  const elsewhere = new URL(`/login?continue=${encodeURIComponent(path)}`, origin);
  elsewhere.hostname = elsewhere.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  return reply(302, null, { location: elsewhere.href });
}
