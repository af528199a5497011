/** Predicts what would happen to each user, from what preflight found. Pure. */
import { readAccountStatus } from '#lib/domain/account/account-status';
import type { AccountAnswer, ListedAccount, Prediction } from '#lib/domain/preflight/preflight';

/** What is known of one user. */
export interface KnownOfUser {
  user: { name: string; email: string };
  /** The end of the file's day, ms since the epoch: activity after it is newer than the file. */
  fileAt: number;
  /** Null if the account is not on the list; undefined if the list is not known to be complete. */
  listed: ListedAccount | null | undefined;
  synced: boolean;
  answer: AccountAnswer | undefined;
}

/** Predicts what would happen to this user. The most certain knowledge comes first. */
export function predict({ user, fileAt, listed, synced, answer }: KnownOfUser): Prediction {
  // A run reads each account before its call, so an inactive account is never called and never refused.
  if (listed && readAccountStatus(listed.status) === 'inactive') {
    const reason = `Atlassian lists the account as “${listed.status}”.`;
    return { kind: 'already-inactive', reason, hint: '', basis: 'listed' };
  }
  if (answer?.verdict === 'refused' || answer?.verdict === 'unknown-account') {
    return { kind: 'refused', reason: answer.reason, hint: answer.hint, basis: 'asked' };
  }
  if (answer?.verdict === 'not-managed') {
    return { kind: 'not-managed', reason: answer.reason, hint: answer.hint, basis: 'asked' };
  }
  if (answer?.verdict === 'allowed') return allowed({ user, fileAt, listed, synced });
  if (listed === null) return notListed;
  if (synced) return provisioned;
  const changes = listed ? changesSince(user, fileAt, listed) : [];
  if (changes.length > 0)
    return { kind: 'changed', reason: changes.join(' '), hint: makeSure, basis: 'listed' };
  // The list shows an active account but no permission. Without an answer about it, it is not checked.
  return { kind: 'unknown', reason: answer?.reason ?? '', hint: answer?.hint ?? '', basis: 'none' };
}

/** The prediction for an account that Atlassian allows, with any doubts as its reason. */
function allowed({ user, fileAt, listed, synced }: Omit<KnownOfUser, 'answer'>): Prediction {
  const changes = listed ? changesSince(user, fileAt, listed) : [];
  const reasons = [...changes];
  if (listed === null) reasons.push('Not among the managed accounts that Atlassian lists, yet allowed.');
  if (synced) reasons.push('Your identity provider provisions this account, and will probably put it back.');
  const hint = changes.length > 0 ? makeSure : synced ? inTheProvider : '';
  return {
    kind: changes.length > 0 ? 'changed' : 'will-deactivate',
    reason: reasons.join(' '),
    hint,
    basis: 'asked',
    ...(synced ? { comesBack: true as const } : {}),
    ...(listed === null ? { unlisted: true as const } : {}),
  };
}

const makeSure = 'Make sure that this is still the person you mean, or take a fresh export.';
const inTheProvider =
  'Deactivate the person in the identity provider, or take them out of its sync with Atlassian.';

const notListed: Prediction = {
  kind: 'not-managed',
  reason: 'Not among the managed accounts of this organisation.',
  hint: 'Only accounts of a domain that the organisation has claimed can be deactivated. To take away access alone, suspend the user in admin.atlassian.com.',
  basis: 'listed',
};

const provisioned: Prediction = {
  kind: 'refused',
  reason: 'Provisioned by your identity provider: Atlassian usually refuses changes from here.',
  hint: inTheProvider,
  basis: 'listed',
};

function changesSince(
  user: { name: string; email: string },
  fileAt: number,
  listed: ListedAccount,
): string[] {
  const changes: string[] = [];
  if (differs(user.name, listed.name)) changes.push(`Now called “${listed.name}”.`);
  if (differs(user.email, listed.email)) changes.push(`Now has the address ${listed.email}.`);
  const active = listed.lastActive === null ? Number.NaN : Date.parse(listed.lastActive);
  // The list may have only a date, so activity on the day of the export proves nothing.
  if (active > fileAt) changes.push(`Active since the export, on ${listed.lastActive?.slice(0, 10)}.`);
  return changes;
}

/** Whether both values are known and differ. Case and an apostrophe against formulas do not count. */
function differs(inFile: string, inList: string | null): boolean {
  const was = folded(inFile);
  const is = folded(inList ?? '');
  return was !== '' && is !== '' && was !== is;
}

function folded(text: string): string {
  return text.trim().replace(/^'/, '').replace(/\s+/g, ' ').normalize('NFC').toLowerCase();
}
