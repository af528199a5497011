/** Alarms about domains, groups and products that would have nobody active left. */
import { accountKey } from '#lib/domain/account/account-id';
import { maxNames, type PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import { emptied } from '#lib/domain/plan/alarms/emptied';
import type { PlanFacts } from '#lib/domain/plan/alarms/plan-facts';
import { users } from '#lib/domain/plan/alarms/wording';
import { willFail } from '#lib/domain/preflight/preflight';
import { whole } from '#lib/domain/text/whole';

/** Domains, groups or products would have nobody active left. */
export function emptiedAlarms({ planned, memberships, activeBy }: PlanFacts): (PlanAlarm | null)[] {
  // A user who is predicted to be refused stays active.
  const going = planned.filter(({ prediction }) => !willFail(prediction));
  const gone = new Set(going.map(({ accountId }) => accountKey(accountId)));
  const kinds = [
    ['empties-domain', 'domain', 'e-mail domain', 'e-mail domains', activeBy?.domain ?? null],
    ['empties-group', 'group', 'group', 'groups', activeBy ? {} : null],
    ['empties-product', 'product', 'app', 'apps', activeBy?.product ?? null],
  ] as const;
  return kinds.map(([code, kind, one, many, organisation]) => {
    // A group may have members outside the file, and no list shows them.
    if (kind === 'group' && activeBy?.allInFile === false) return null;
    const empty = emptied(memberships, gone, kind, organisation);
    if (empty.length === 0) return null;
    const which = `${whole(empty.length)} ${empty.length === 1 ? one : many}`;
    const left = `${which} would have nobody active left`;
    const hidden = kind === 'domain' ? (activeBy?.addressesHidden ?? 0) : 0;
    const { title, body } = emptiedText(left, { whole: activeBy !== null, hidden });
    const names = empty
      .slice(0, maxNames)
      .map(({ name, members }) => ({ key: name, name, note: users(members) }));
    const members = new Set(empty.flatMap(({ going }) => going));
    const concerned = going.filter(({ accountId }) => members.has(accountKey(accountId)));
    return {
      code,
      level: 'warn',
      title,
      body,
      count: empty.length,
      names,
      users: concerned.map(({ position }) => position),
    };
  });
}

/** The alarm's text. It claims nothing beyond what is known. */
function emptiedText(left: string, { whole, hidden }: { whole: boolean; hidden: number }) {
  if (!whole) {
    const body = 'Whether others of the organisation stay is not known: its list was not read whole.';
    return { title: `Of those in this file, ${left}.`, body };
  }
  if (hidden === 0) return { title: `${left}.`, body: '' };
  const body = `Atlassian’s list leaves out the address of ${users(hidden)} who may stay.`;
  return { title: `Of those whose address is known, ${left}.`, body };
}
