/** The users of one reason as a text or a table, for somebody else who has to act on them. Pure. */
import type { AttentionGroup } from '#components/run/report/attention.ts';
import { formatQuantity } from '#components/shared/format.ts';
import type { RunSummary } from '#lib/contract/runs';
import { csvText, guardCell } from '#lib/domain/csv/writing';
import { localDay } from '#lib/domain/local-day';
import { outcomeLabel } from '#lib/domain/outcome/act';
import type { PlanEntry } from '#lib/domain/plan/plan';
import { whoAndWhyOf } from '#lib/domain/plan/who-and-why';
import type { RunState } from '#lib/domain/run/state';

interface Users {
  run: Pick<RunSummary, 'number' | 'plan' | 'createdAt'>;
  state: RunState;
  group: AttentionGroup;
  entries: readonly PlanEntry[];
}

const people = ({ group, entries }: Pick<Users, 'group' | 'entries'>): PlanEntry[] =>
  group.positions.flatMap((position) => entries[position] ?? []);

/** The e-mail addresses of these users, one a line, and how many have none. */
export function addressesOf(users: Pick<Users, 'group' | 'entries'>): { text: string; without: number } {
  const all = people(users);
  const addresses = all.flatMap(({ email }) => (email === '' ? [] : [email]));
  return { text: addresses.join('\n'), without: all.length - addresses.length };
}

/** A CSV of these users, with the same names of columns as the report. */
export function csvOf(users: Users): string {
  const { group, state } = users;
  const header = [
    'Account ID',
    'Name',
    'E-mail',
    'Outcome',
    'Reason',
    'What to do',
    'Atlassian said',
    'Link',
  ];
  const rows = people(users).map(({ accountId, name, email, position }) => {
    const { detail, link } = state.users.at(position) ?? {};
    const reasonCells = [
      outcomeLabel(state.act, group.outcome),
      group.message,
      group.hint,
      detail ?? '',
      link ?? '',
    ];
    return [accountId, name, email, ...reasonCells].map(guardCell);
  });
  return csvText([header, ...rows]);
}

/** A text to send to another team: which users, why Lockstep could not do it, and what to do. */
export function handOutOf(users: Users): string {
  const { run, group } = users;
  const listed = people(users);
  const { ticket } = whoAndWhyOf(run.plan);
  const day = localDay(run.createdAt);
  return [
    `${formatQuantity(listed.length, 'user', 'users')} of ${run.plan.organisationName}: ${outcomeLabel(users.state.act, group.outcome).toLowerCase()} in run ${run.number} of Lockstep, ${day}${ticket === null ? '' : `, ticket ${ticket}`}`,
    '',
    `What happened: ${group.message}`,
    ...(group.hint === '' ? [] : [`What to do: ${group.hint}`]),
    '',
    ...listed.map(({ name, email, accountId }) => [name, email, accountId].filter(Boolean).join(' · ')),
    '',
  ].join('\n');
}

/** The beginning of the name of such a file: `lockstep-run-2-refused`. */
export function groupFileName({ run, group }: Pick<Users, 'run' | 'group'>): string {
  return `lockstep-run-${run.number}-${group.outcome}`;
}
