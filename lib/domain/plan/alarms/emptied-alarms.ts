/** Alarms about domains, groups and products that would have nobody active left. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { maxNames, type PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import { emptied } from '#lib/domain/plan/alarms/emptied';
import type { PlanFacts } from '#lib/domain/plan/alarms/plan-facts';
import { users } from '#lib/domain/plan/alarms/wording';
import { willFail } from '#lib/domain/preflight/preflight';
import { filterInPieces, inGroups, type Pieces } from '#lib/domain/text/pieces';
import { whole } from '#lib/domain/text/whole';

/** Domains, groups or products would have nobody active left. */
export function* emptiedAlarms({ planned, memberships, activeBy }: PlanFacts): Pieces<PlanAlarm[]> {
  const gone = new Set<AccountKey>();
  // A user who is predicted to be refused stays active.
  const going = yield* filterInPieces(planned, ({ prediction }) => !willFail(prediction));
  for (const group of inGroups(going)) {
    for (const { accountId } of group) gone.add(accountKey(accountId));
    yield;
  }
  const kinds = [
    ['empties-domain', 'domain', 'e-mail domain', 'e-mail domains', activeBy?.domain ?? null],
    ['empties-group', 'group', 'group', 'groups', activeBy ? {} : null],
    ['empties-product', 'product', 'app', 'apps', activeBy?.product ?? null],
  ] as const;
  const alarms: PlanAlarm[] = [];
  for (const [code, kind, one, many, organisation] of kinds) {
    // A group may have members outside the file, and no list shows them.
    if (kind === 'group' && activeBy?.allInFile === false) continue;
    const empty = yield* emptied(memberships, gone, kind, organisation);
    if (empty.length === 0) continue;
    const which = `${whole(empty.length)} ${empty.length === 1 ? one : many}`;
    const left = `${which} would have nobody active left`;
    const hidden = kind === 'domain' ? (activeBy?.addressesHidden ?? 0) : 0;
    const { title, body } = emptiedText(left, { whole: activeBy !== null, hidden });
    const names = empty
      .slice(0, maxNames)
      .map(({ name, members }) => ({ key: name, name, note: users(members) }));
    const members = new Set(empty.flatMap(({ going }) => going));
    const concerned = yield* filterInPieces(going, ({ accountId }) => members.has(accountKey(accountId)));
    alarms.push({
      code,
      level: 'warn',
      title,
      body,
      count: empty.length,
      names,
      users: concerned.map(({ position }) => position),
    });
  }
  return alarms;
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
