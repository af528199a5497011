/** Explains a request without an answer. Pure. */
import type { CallContext } from '#lib/adapters/atlassian/answers/call-context';
import { checkTheWay, fault } from '#lib/adapters/atlassian/answers/fault';
import { ownCodes, type TransportCode } from '#lib/adapters/atlassian/http/exchange';
import { certificateErrors } from '#lib/domain/connection/certificate-errors';
import type { Fault } from '#lib/domain/outcome/answer';

/** A request of which certainly no byte was sent, so nothing can have happened. */
export function classifyUnsent(cut: TransportCode, call: CallContext): Fault {
  if (cut === ownCodes.cancelled) {
    return fault({
      code: 'unreachable',
      owner: 'us',
      repeatable: true,
      message: 'The call was cancelled before anything was sent.',
    });
  }
  if (invalidRequest.has(cut)) {
    const message = `Lockstep could not put the request together, and sent nothing (${cut}).`;
    return fault({ code: 'unsendable', owner: 'us', message });
  }
  const [why, hint] = whyUnreachable(cut);
  const message = `${call.host} could not be reached: ${why} (${cut}).`;
  // Repeatable, even for certificates: a laptop may change its network, and repeats are limited.
  return fault({ code: 'unreachable', owner: 'network', repeatable: true, message, hint });
}

/** A request that may have been sent, wholly or in part, and got no answer. */
export function classifyLost(cut: TransportCode, call: CallContext, status: number | null): Fault {
  const effect = call.kind === 'write' ? 'unknown' : 'none';
  const common = { effect, repeatable: true, status } as const;
  if (cut === ownCodes.cancelled) {
    const message = 'The call was cancelled after it was sent, so its answer is not known.';
    return fault({ ...common, code: 'connection-lost', owner: 'us', message });
  }
  if (timeouts.has(cut)) {
    const message = `${call.host} did not answer in time.`;
    return fault({ ...common, code: 'timed-out', owner: 'network', message });
  }
  if (cut === ownCodes.tooLarge) {
    const message = 'The answer was larger than 10 MB, and was not read.';
    return fault({
      ...common,
      code: 'unreadable',
      owner: 'network',
      repeatable: false,
      message,
      hint: checkTheWay,
    });
  }
  if (cut.startsWith('HPE_') || cut === 'UND_ERR_HEADERS_OVERFLOW') {
    const message = `What came back from ${call.host} is not a proper HTTP answer (${cut}).`;
    return fault({ ...common, code: 'unreadable', owner: 'network', message, hint: checkTheWay });
  }
  const message = `The connection to ${call.host} was lost before the whole answer had come (${cut}).`;
  return fault({ ...common, code: 'connection-lost', owner: 'network', message });
}

const timeouts: ReadonlySet<string> = new Set([
  ownCodes.tooLong,
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

const invalidRequest: ReadonlySet<string> = new Set([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
]);

const checkNetwork =
  'Check the network connection of this machine, and whether it needs a proxy (HTTPS_PROXY).';
const checkProxy =
  'Check the address of the proxy in HTTPS_PROXY, and the user name and password in it if it wants them.';
const trustAuthority =
  'If your network inspects TLS, save its root certificate as a PEM file, set NODE_EXTRA_CA_CERTS to the path of the file, and start Lockstep again.';

function whyUnreachable(cut: TransportCode): [why: string, hint: string] {
  switch (cut) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
      return ['its name could not be looked up', checkNetwork];
    case 'ECONNREFUSED':
      return ['the connection was refused', checkNetwork];
    case 'UND_ERR_CONNECT_TIMEOUT':
    case ownCodes.tooLong:
    case 'ETIMEDOUT':
      return ['no connection was made in time', checkNetwork];
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return ['there is no way to it from here', checkNetwork];
    case ownCodes.badProxy:
      return ['HTTPS_PROXY does not hold an address', checkProxy];
    case ownCodes.proxyRefused:
    case 'UND_ERR_ABORTED':
      return ['the proxy did not open a connection to it', checkProxy];
    case ownCodes.closed:
    case 'UND_ERR_DESTROYED':
      return ['Lockstep is shutting down', ''];
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return [
        'its certificate is not valid at this time',
        `Check the date and time of this machine. ${trustAuthority}`,
      ];
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return ['its certificate is for another name', checkTheWay];
    default:
      if (certificateErrors.has(cut) || /CERT|UND_ERR_PRX_TLS/.test(cut)) {
        return ['its certificate is not from an authority that this machine trusts', trustAuthority];
      }
      if (/^(?:ERR_SSL_|ERR_TLS_|EPROTO)/.test(cut))
        return ['no secure connection could be agreed on', checkTheWay];
      return ['the connection could not be made', checkNetwork];
  }
}
