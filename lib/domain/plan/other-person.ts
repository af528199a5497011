/** Tells whether a file and Atlassian name different people for one account ID. Pure. */
import { emailLocalPart } from '#lib/domain/account/email-domain';
import { foldedText } from '#lib/domain/text/folded-text';

/** A person as one source names them; empty or absent where it does not say. */
interface Named {
  name?: string | undefined;
  email?: string | undefined;
}

/**
 * The reason why the account probably belongs to somebody else than the file says: Atlassian says another name and
 * another address, and they have nothing in common. Then the account IDs of the file may have been moved against its
 * names. Null if not, or if one of the two is not known. A change of one's name or of the domain alone keeps something.
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
