/** What came of one HTTP request, before anyone has judged it. */

/** The most that is read of an unsuccessful answer, and of one that cannot be understood, in bytes. */
export const maxErrorBytes = 256 * 1024;

/** An answer, or the lack of one. Headers have lower-case names. */
export type Exchange =
  | {
      kind: 'answered';
      status: number;
      headers: Readonly<Record<string, string>>;
      /** The body as text; of an unsuccessful answer at most its first 256 KB. */
      body: string;
      /** What kept the rest of the body from coming; null where all of it came. */
      cut: TransportCode | null;
    }
  | {
      kind: 'unanswered';
      /** Whether a byte of the request may have left: false is certain. */
      sent: boolean;
      cut: TransportCode;
    };

/** A system error code, one of undici's or OpenSSL's, or one of `ownCodes`. */
export type TransportCode = string;

/** Reasons to end a request that are our own. */
export const ownCodes = {
  /** The time for the whole exchange is over. */
  tooLong: 'TOO_LONG',
  /** The caller's signal. */
  cancelled: 'CANCELLED',
  /** A successful answer with more than 10 MB. */
  tooLarge: 'TOO_LARGE',
  /** `beforeFirstByte` said no. */
  forbidden: 'FORBIDDEN',
  /** HTTPS_PROXY cannot be understood. */
  badProxy: 'BAD_PROXY',
  /** The client was closed before. */
  closed: 'CLOSED',
  /** The proxy closed the connection or refused to open the tunnel. */
  proxyRefused: 'PROXY_REFUSED',
} as const;
