/** Messages about an account ID that an admin has typed, before it is protected. */
import { parseAccountId } from '#lib/domain/account/account-id';
import { readAccountId } from '#lib/domain/account/read-account-id';

/**
 * The reason why this is no account to protect, or why it may be the wrong one; null if it can be protected. `looked`
 * is the ID that the admin has confirmed after a warning: an ID that only looks odd then passes.
 */
export function doubtOfTyped(
  id: string,
  looked: string | null,
  isProtected: (accountId: string) => boolean,
): string | null {
  if (id === '') return 'Paste an account ID first.';
  if (id.includes('@'))
    return 'This is an e-mail address, not an account ID. “Protect by rule…” protects an e-mail address.';
  if (!parseAccountId(id)) return 'This is not an account ID. It may have only letters, digits and _ | : -';
  if (isProtected(id)) return 'This account is protected already.';
  const reading = readAccountId(id);
  if (!reading.ok)
    return 'This is not an account ID. Copy it from the export, or from the address of the user’s page.';
  if (reading.oddity === null || id === looked) return null;
  return `${reading.oddity} If it is right, press Protect again: a wrong ID protects nobody.`;
}
