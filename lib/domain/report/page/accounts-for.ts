/** The parts of the report page that say who was left out at each step, and what the run does not cover. Pure. */
import { outcomeLabels } from '#lib/domain/outcome/outcome';
import type { Completeness } from '#lib/domain/report/completeness';
import { escaped, shown, users } from '#lib/domain/report/page/markup';
import { whole } from '#lib/domain/text/whole';

/** From the list to the outcomes, with the sum of each step; `active` are the counts of active accounts, in words. */
export function completenessBlock(
  { list, planned, called, outcomes }: Completeness,
  active: readonly (readonly [name: string, value: string])[],
): string {
  const steps: [string, string][] = [];
  if (list === null) steps.push(['In the list', 'Not known: the plan does not say']);
  else {
    const { rows, leftOut, selected, rules } = list;
    steps.push(['In the list', users(rows)]);
    steps.push(['Left out', sum(leftOut.map(({ reason, count }) => [count, reason]))]);
    steps.push(['Selected', users(selected)]);
    steps.push(['Protection rules', rules.length === 0 ? 'None' : rules.join(', ')]);
  }
  steps.push(['In the plan', users(planned)]);
  steps.push(['Called', `${whole(called)}, and ${whole(planned - called)} were not called`]);
  const parts = outcomes.map(({ outcome, count }) => [count, outcomeLabels[outcome].toLowerCase()] as const);
  steps.push(['Outcomes', sum(parts)]);
  const rows = [...steps, ...active].map(
    ([name, value]) => `<dt>${escaped(name)}</dt><dd>${shown(value)}</dd>`,
  );
  return `<section><h2>From the list to the outcomes</h2>\n<dl>${rows.join('')}</dl></section>`;
}

/** `25 already inactive + 4 protected = 29`; `Nobody` if there is no part. */
function sum(parts: readonly (readonly [count: number, name: string])[]): string {
  if (parts.length === 0) return 'Nobody';
  const total = parts.reduce((all, [count]) => all + count, 0);
  const said = parts.map(([count, name]) => `${whole(count)} ${name}`).join(' + ');
  return parts.length === 1 ? said : `${said} = ${whole(total)}`;
}

/** Acts that no run of Lockstep carries out, so that nobody takes this report for more than it is. */
export const notCovered = `<section><h2>What this run does not cover</h2>
<dl><dt>API tokens</dt><dd>No token is revoked. Atlassian keeps those of deactivated users in its list.</dd><dt>Not managed</dt><dd>People whose accounts the organisation does not manage. They need another way, such as removing them from groups.</dd><dt>Content</dt><dd>Issues, pages, filters and automations stay as they are, also those that a user owns.</dd><dt>Others</dt><dd>Users outside the list, and changes by others after the run.</dd></dl></section>`;
