/** Predicts the result of a call for each user, from the findings of preflight. Pure. */
import { readAccountStatus } from '#lib/domain/account/account-status';
import { certainValue, knownValue, readingsSince } from '#lib/domain/directory/facts';
import type { Permission, Reading } from '#lib/domain/directory/reading';
import type { Prediction } from '#lib/domain/preflight/preflight';

/** The facts about one user. */
export interface KnownOfUser {
  user: { name: string; email: string };
  /**
   * The time when the file was written, ms since the epoch. For facts that the file has too (status, name, address),
   * only later readings count. Activity after this time is newer than the file. 0 if it is not known.
   */
  fileAt: number;
  /** Atlassian's readings of the account. */
  readings: readonly Reading[];
  /** Whether the list of managed accounts contains it; undefined if no list was read to its end. */
  isListed: boolean | undefined;
  /** Whether the file says that the organisation does not manage the account. */
  isExternal: boolean;
}

/** Predicts the result of a call for this user. The most certain facts come first. */
export function predict({ user, fileAt, readings, isListed, isExternal }: KnownOfUser): Prediction {
  const newer = readingsSince(readings, fileAt);
  // A run reads each account before its call, so an inactive account is never called and never refused.
  const status = certainValue(newer, 'status') ?? null;
  if (readAccountStatus(status) === 'inactive') {
    const reason = `Atlassian lists the account as “${status}”.`;
    return { kind: 'already-inactive', reason, hint: '', basis: 'listed' };
  }
  const permission = knownValue(readings, 'permission');
  if (permission?.verdict === 'refused' || permission?.verdict === 'unknown-account') {
    return { kind: 'refused', ...whyNot(permission), basis: 'asked' };
  }
  if (permission?.verdict === 'not-managed') {
    return { kind: 'not-managed', ...whyNot(permission), basis: 'asked' };
  }
  const changes = changesSince(user, fileAt, newer);
  const isSynced = knownValue(readings, 'managementSource') === 'synced';
  if (permission?.verdict === 'allowed') return allowed({ changes, isSynced, isListed });
  if (isListed === false) return notListed;
  if (isExternal && isListed === undefined) return externalByFile;
  if (isSynced) return provisioned;
  if (changes.length > 0)
    return { kind: 'changed', reason: changes.join(' '), hint: makeSure, basis: 'listed' };
  // The list shows an active account but no permission. Without an answer about it, it is not checked.
  return { kind: 'unknown', reason: permission?.reason ?? '', hint: permission?.hint ?? '', basis: 'none' };
}

/** Atlassian's reason against a change of the account. */
function whyNot({ code, reason, hint }: Permission): Pick<Prediction, 'code' | 'reason' | 'hint'> {
  return { ...(code && { code }), reason, hint };
}

/** The prediction for an account that Atlassian allows, with any doubts as its reason. */
function allowed({
  changes,
  isSynced,
  isListed,
}: Pick<KnownOfUser, 'isListed'> & { changes: readonly string[]; isSynced: boolean }): Prediction {
  const reasons = [...changes];
  const isUnlisted = isListed === false;
  if (isUnlisted) reasons.push('Not among the managed accounts that Atlassian lists, yet allowed.');
  if (isSynced)
    reasons.push('Your identity provider provisions this account, and will probably put it back.');
  const hint = changes.length > 0 ? makeSure : isSynced ? inTheProvider : '';
  return {
    kind: changes.length > 0 ? 'changed' : 'will-deactivate',
    reason: reasons.join(' '),
    hint,
    basis: 'asked',
    ...(isSynced ? { comesBack: true as const } : {}),
    ...(isUnlisted ? { unlisted: true as const } : {}),
  };
}

const makeSure = 'Make sure that this is still the person you mean, or take a fresh export.';
const inTheProvider =
  'Deactivate the person in the identity provider, or take them out of its sync with Atlassian.';

const onlyClaimed =
  'Only accounts of a domain that the organisation has claimed can be deactivated. To take away access alone, suspend the user in admin.atlassian.com.';

const notListed: Prediction = {
  kind: 'not-managed',
  code: 'not-managed',
  reason: 'Not among the managed accounts of this organisation.',
  hint: onlyClaimed,
  basis: 'listed',
};

const externalByFile: Prediction = {
  kind: 'not-managed',
  code: 'not-managed',
  reason: 'The file says that this organisation does not manage the account.',
  hint: onlyClaimed,
  basis: 'listed',
};

const provisioned: Prediction = {
  kind: 'refused',
  code: 'identity-provider',
  reason: 'Provisioned by your identity provider: Atlassian usually refuses changes from here.',
  hint: inTheProvider,
  basis: 'listed',
};

function changesSince(
  user: { name: string; email: string },
  fileAt: number,
  readings: readonly Reading[],
): string[] {
  const changes: string[] = [];
  const name = knownValue(readings, 'name');
  const email = knownValue(readings, 'email');
  const lastActive = knownValue(readings, 'lastActive') ?? null;
  if (differs(user.name, name)) changes.push(`Now called “${name}”.`);
  if (differs(user.email, email)) changes.push(`Now has the address ${email}.`);
  const active = lastActive === null ? Number.NaN : Date.parse(lastActive);
  // The list may have only a date, so activity on the day of the export proves nothing.
  if (fileAt > 0 && active > fileAt) changes.push(`Active since the export, on ${lastActive?.slice(0, 10)}.`);
  return changes;
}

/** Whether both values are known and differ. Case and an apostrophe against formulas do not count. */
export function differs(inFile: string, inList: string | undefined): boolean {
  if (inFile === inList) return false;
  const was = folded(inFile);
  const is = folded(inList ?? '');
  return was !== '' && is !== '' && was !== is;
}

function folded(text: string): string {
  return text.trim().replace(/^'/, '').replace(/\s+/g, ' ').normalize('NFC').toLowerCase();
}
