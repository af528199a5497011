/** The result of one HTTP request, before it is classified. */

/** The most that is read of an unsuccessful or unintelligible answer, in bytes. */
export const maxErrorBytes = 256 * 1024;

/** An answer, or the error that came instead. Header names are in lower case. */
export type Exchange =
  | {
      kind: 'answered';
      status: number;
      headers: Readonly<Record<string, string>>;
      /** The body as text; only the first 256 KB of an unsuccessful answer. */
      body: string;
      /** The fault that interrupted the body; null if it is complete. */
      cut: TransportCode | null;
    }
  | {
      kind: 'unanswered';
      /** Whether a byte of the request may have been sent. False is certain. */
      sent: boolean;
      cut: TransportCode;
    };

/** A system error code, one of undici's or OpenSSL's, or one of `ownCodes`. */
export type TransportCode = string;

/** Our own reasons for ending a request. */
export const ownCodes = {
  /** The exchange took longer than allowed. */
  tooLong: 'TOO_LONG',
  /** The caller's signal was aborted. */
  cancelled: 'CANCELLED',
  /** The successful answer has more than 10 MB. */
  tooLarge: 'TOO_LARGE',
  /** `beforeFirstByte` returned false. */
  forbidden: 'FORBIDDEN',
  /** The variable for the proxy (HTTPS_PROXY) is not a valid address. */
  badProxy: 'BAD_PROXY',
  /** The client was closed before the request. */
  closed: 'CLOSED',
  /** The proxy closed the connection or refused to open the tunnel. */
  proxyRefused: 'PROXY_REFUSED',
} as const;
