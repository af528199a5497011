/** Redacts texts that may leave the computer: no key, no e-mail address, no folder with the user's name. */

/** The values that are redacted. */
interface CleanParts {
  /** Redacts the key. */
  redact(text: string): string;
  /** The data folder. */
  folder: string;
  /** The user's home folder; '' if there is none. */
  home: string;
}

const address = /[^\s"'`<>(),;:=]+@[^\s"'`<>(),;:]+/g;

/** Returns a function that redacts a text. It cannot recognise names, so the text must not quote any. */
export function cleanText({ redact, folder, home }: CleanParts): (text: string) => string {
  const without = (text: string, place: string, sign: string) =>
    place.length > 1 ? text.replaceAll(place, sign) : text;
  return (text) =>
    redact(without(without(text, folder, '(data folder)'), home, '~')).replace(address, '(address)');
}

/**
 * Describes an exception by its kind, its code and its place in the program. The message is left out, since it may
 * quote data.
 */
export function exceptionText(problem: unknown): string {
  if (!(problem instanceof Error)) return 'a value that is no error';
  const code = 'code' in problem && typeof problem.code === 'string' ? ` ${problem.code}` : '';
  const frame = /^ +at (?:.*[/\\(])?([\w.[\]~-]+:\d+:\d+)\)?$/m.exec(problem.stack ?? '')?.[1];
  return `${problem.name}${code}${frame ? ` at ${frame}` : ''}`;
}
