/** Why a request is not let through, in words for the person or the script that sent it. */
export interface Refusal {
  status: 400 | 401 | 403 | 405 | 421 | 429 | 500;
  code: string;
  message: string;
  cure: string;
  /** Further headers of the answer, such as `Retry-After`. */
  headers?: Readonly<Record<string, string>>;
}

/** The page says how to get in; a script gets the same in JSON. */
export const noSession: Refusal = {
  status: 401,
  code: 'no-session',
  message: 'This browser has not been let in yet.',
  cure: 'Open the link that Lockstep printed in its terminal. Every start prints a new one.',
};

/** A query where none is taken; `names` are its parameters. */
export function unknownQuery(names: readonly string[]): Refusal {
  const message = `Unknown query parameter: ${names.join(', ')}.`;
  return { status: 400, code: 'invalid', message, cure: 'Nothing was done. See docs/http-api.md.' };
}

/** A fault of ours, without a word about its inside. */
export const fault: Refusal = {
  status: 500,
  code: 'fault',
  message: 'Lockstep could not answer this request.',
  cure: 'Try again. If it happens again, see the terminal that Lockstep runs in.',
};
