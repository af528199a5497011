/** Tells whether a file and Atlassian name different people for one account ID. Pure. */
import { emailLocalPart } from '#lib/domain/account/email-domain';
import { foldedText } from '#lib/domain/text/folded-text';

/** A person according to one source. Values that the source lacks are empty or absent. */
interface Named {
  name?: string | undefined;
  email?: string | undefined;
}

/**
 * The reason why the account probably belongs to another person than the one in the file: in Atlassian's readings, name
 * and address have nothing in common with those in the file. Then the columns of the file may be misaligned. Null if
 * something matches, or if one side is not known. A person who changed only their name, or only the domain of their
 * address, still matches.
 */
export function otherPerson(inFile: Named, said: readonly Named[]): string | null {
  const names = said.flatMap(({ name }) => name || []);
  const emails = said.flatMap(({ email }) => email || []);
  const { name = '', email = '' } = inFile;
  if (name === '' || !email.includes('@') || names.length === 0 || emails.length === 0) return null;
  const words = new Set(wordsOf(name));
  const local = localOf(email);
  if (names.some((each) => wordsOf(each).some((word) => words.has(word)))) return null;
  if (emails.some((each) => localOf(each) === local)) return null;
  return `the file says ${name} (${email}), Atlassian ${names[0]} (${emails[0]})`;
}

/** The words of a name, without accents and initials. */
function wordsOf(name: string): string[] {
  return foldedText(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1);
}

const localOf = (email: string): string => foldedText(emailLocalPart(email));
