/** The reason why a request is refused, in words for the person or the script that sent it. */
export interface Refusal {
  status: 400 | 401 | 403 | 404 | 405 | 408 | 413 | 421 | 429 | 431 | 500;
  code: string;
  message: string;
  hint: string;
  /** Additional headers of the answer, such as `Retry-After`. */
  headers?: Readonly<Record<string, string>>;
}

/** The page says how to get in. A script gets the same as JSON. */
export const noSession: Refusal = {
  status: 401,
  code: 'no-session',
  message: 'This browser is not signed in.',
  hint: 'Open the link that Lockstep printed last in its terminal. Each works once: press Enter there for a new one.',
};

/** The request has only the cookie, or a ticket that is used up. */
export const badToken: Refusal = {
  status: 403,
  code: 'bad-token',
  message: 'The token of this page is missing or not the one of this session.',
  hint: 'Open the link that Lockstep printed last in its terminal. A script sends the token that POST /api/session answered.',
};

/** The host name has the format of a start's name, but belongs to another start. */
export const earlierStart: Refusal = {
  status: 421,
  code: 'earlier-start',
  message: 'This address belongs to an earlier start of Lockstep.',
  hint: 'Open the link that Lockstep printed last in its terminal: every start has a new address.',
};

/** A request to the front itself that does not match the documentation. */
export function invalid(message: string): Refusal {
  return { status: 400, code: 'invalid', message, hint: 'Nothing was done. See docs/http-api.md.' };
}

/** A path of the front that does not exist, or not with this method. */
export const noSuchRequest: Refusal = {
  status: 404,
  code: 'not-found',
  message: 'There is no such request.',
  hint: 'See docs/http-api.md for the requests there are.',
};

/** The body is too long. */
export const tooLarge: Refusal = {
  status: 413,
  code: 'too-large',
  message: 'The body of this request is too long.',
  hint: 'See docs/http-api.md for what it takes.',
  headers: { Connection: 'close' },
};

/** The body did not arrive in time. */
export const tooSlow: Refusal = {
  status: 408,
  code: 'too-slow',
  message: 'The body of this request did not arrive.',
  hint: 'Nothing was done. Send it again.',
  headers: { Connection: 'close' },
};

/** The headers exceed Node's limit of 16 KB, nearly always because of cookies. */
export const tooManyCookies: Refusal = {
  status: 431,
  code: 'headers-too-long',
  message: 'This browser sends too many cookies.',
  hint: 'Browsers send the cookies of all programs on localhost to each of them, and together these are longer than Lockstep reads. Delete the cookies of localhost in the settings of the browser, or open the first link that Lockstep printed in its terminal: its host name has no cookies of other programs.',
};

/** A fault of Lockstep itself, without internal details. */
export const fault: Refusal = {
  status: 500,
  code: 'fault',
  message: 'Lockstep could not answer this request.',
  hint: 'Try again. If it happens again, see the terminal that Lockstep runs in.',
};
