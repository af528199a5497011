/** Explains a request without an answer, or with only a part of one, by two tables. Pure. */
import { type CallContext, checkTheWay, fault } from '#lib/adapters/atlassian/answers/fault';
import { ownCodes, type TransportCode } from '#lib/adapters/atlassian/http/exchange';
import { certificateErrors } from '#lib/domain/connection/certificate-errors';
import type { Fault } from '#lib/domain/outcome/answer';

/** The codes that a row of a table explains. The first row that matches a code counts. */
type Codes = readonly string[] | RegExp;

/** A row about a request that may have been sent. */
interface LostRow {
  codes: Codes;
  code: Fault['code'];
  owner: Fault['owner'];
  /** Present if the same call cannot succeed later. */
  repeatable?: false;
  message(call: CallContext, cut: TransportCode): string;
  hint?: string;
}

const lost: readonly LostRow[] = [
  {
    codes: [ownCodes.cancelled],
    code: 'connection-lost',
    owner: 'us',
    message: () => 'The call was cancelled after it was sent, so its answer is not known.',
  },
  {
    codes: [ownCodes.tooLong, 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'],
    code: 'timed-out',
    owner: 'network',
    message: ({ host }) => `${host} did not answer in time.`,
  },
  {
    codes: [ownCodes.tooLarge],
    code: 'unreadable',
    owner: 'network',
    repeatable: false,
    message: () => 'The answer was larger than 10 MB, and was not read.',
    hint: checkTheWay,
  },
  {
    codes: /^HPE_|^UND_ERR_HEADERS_OVERFLOW$/,
    code: 'unreadable',
    owner: 'network',
    message: ({ host }, cut) => `What came back from ${host} is not a proper HTTP answer (${cut}).`,
    hint: checkTheWay,
  },
];

const lostOtherwise: Omit<LostRow, 'codes'> = {
  code: 'connection-lost',
  owner: 'network',
  message: ({ host }, cut) => `The connection to ${host} was lost before the whole answer had come (${cut}).`,
};

const invalidRequest = [
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
];

const checkNetwork =
  'Check the network connection of this machine, and whether it needs a proxy (HTTPS_PROXY).';
const checkProxy =
  'Check the address of the proxy in HTTPS_PROXY, and the user name and password in it if it wants them.';
const writeProxy =
  'It must be http://HOST:PORT, or http://USER:PASSWORD@HOST:PORT, without quotation marks around it. In a user name or password, write %5C for a backslash, %40 for “@” and %25 for “%”. Then start Lockstep again.';
const trustAuthority =
  'If your network inspects TLS, save its root certificate as a PEM file, set NODE_EXTRA_CA_CERTS to the path of the file, and start Lockstep again.';
const checkDate = `Check the date and time of this machine. ${trustAuthority}`;
const notTrusted = 'its certificate is not from an authority that this machine trusts';

/** The reason why Atlassian could not be reached: the row's text completes “… could not be reached: ”. */
const unreachable: readonly (readonly [codes: Codes, why: string, hint: string])[] = [
  [['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA'], 'its name could not be looked up', checkNetwork],
  [['ECONNREFUSED'], 'the connection was refused', checkNetwork],
  [
    ['UND_ERR_CONNECT_TIMEOUT', ownCodes.tooLong, 'ETIMEDOUT'],
    'no connection was made in time',
    checkNetwork,
  ],
  [
    ['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'],
    'there is no way to it from here',
    checkNetwork,
  ],
  [[ownCodes.proxyRefused, 'UND_ERR_ABORTED'], 'the proxy did not open a connection to it', checkProxy],
  [[ownCodes.closed, 'UND_ERR_DESTROYED'], 'Lockstep is shutting down', ''],
  [['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'], 'its certificate is not valid at this time', checkDate],
  [['ERR_TLS_CERT_ALTNAME_INVALID'], 'its certificate is for another name', checkTheWay],
  [[...certificateErrors], notTrusted, trustAuthority],
  [/CERT|UND_ERR_PRX_TLS/, notTrusted, trustAuthority],
  [/^(?:ERR_SSL_|ERR_TLS_|EPROTO)/, 'no secure connection could be agreed on', checkTheWay],
];

/**
 * The reason why the proxy could not be reached. Behind a proxy only its own name is looked up, and only a connection
 * to it is made, so these errors are about the proxy.
 */
const proxyUnreachable: readonly (readonly [codes: Codes, why: (proxy: string) => string])[] = [
  [
    ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA'],
    (proxy) => `the name of the proxy ${proxy} could not be looked up`,
  ],
  [['ECONNREFUSED'], (proxy) => `the proxy ${proxy} refused the connection`],
  [
    ['UND_ERR_CONNECT_TIMEOUT', ownCodes.tooLong, 'ETIMEDOUT'],
    (proxy) => `no connection was made in time through the proxy ${proxy}`,
  ],
  [
    ['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'],
    (proxy) => `there is no way from here to the proxy ${proxy}`,
  ],
];

const unreachableOtherwise = [[], 'the connection could not be made', checkNetwork] as const;

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
  if (fits(invalidRequest, cut)) {
    const message = `Lockstep could not put the request together, and sent nothing (${cut}).`;
    return fault({ code: 'unsendable', owner: 'us', message });
  }
  const [why, hint] = whyUnreachable(cut, call);
  const message = `${call.host} could not be reached: ${why} (${cut}).`;
  // Repeatable, even for certificates: a laptop may change its network, and repeats are limited.
  return fault({ code: 'unreachable', owner: 'network', repeatable: true, message, hint });
}

/** The reason, which completes “… could not be reached: ”, and the hint. */
function whyUnreachable(cut: TransportCode, { proxy }: CallContext): readonly [why: string, hint: string] {
  const variable = proxy?.variable ?? 'HTTPS_PROXY';
  if (cut === ownCodes.badProxy) return [`${variable} does not hold the address of a proxy`, writeProxy];
  const atProxy = proxyUnreachable.find(([codes]) => fits(codes, cut));
  if (proxy?.address && atProxy) {
    const hint = `Check that the proxy runs, and that ${variable} has its address. If no proxy is needed here, unset ${variable} and start Lockstep again.`;
    return [atProxy[1](`${proxy.address} (${variable})`), hint];
  }
  const [, why, hint] = unreachable.find(([codes]) => fits(codes, cut)) ?? unreachableOtherwise;
  return [why, hint];
}

/** A request that may have been sent, wholly or in part, and got no answer. */
export function classifyLost(cut: TransportCode, call: CallContext, status: number | null): Fault {
  const row = lost.find(({ codes }) => fits(codes, cut)) ?? lostOtherwise;
  const { code, owner, repeatable = true, message, hint = '' } = row;
  const effect = call.kind === 'write' ? 'unknown' : 'none';
  return fault({ code, owner, effect, repeatable, status, message: message(call, cut), hint });
}

function fits(codes: Codes, cut: TransportCode): boolean {
  return codes instanceof RegExp ? codes.test(cut) : codes.includes(cut);
}
