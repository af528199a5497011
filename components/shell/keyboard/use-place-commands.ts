/** The commands of every page: where to go, which run or upload to open. */
import { formatDateTime, formatQuantity } from '#components/shared/format.ts';
import { type Command, matching, useCommands } from '#components/shared/keyboard/commands.ts';
import { themeLabels, useTheme } from '#components/shared/preferences/use-theme.ts';
import { isDemo, useConnection } from '#components/shared/use-connection.ts';
import { useRosters } from '#components/shared/use-rosters.ts';
import { useRuns } from '#components/shared/use-runs.ts';
import { themes } from '#lib/contract/preferences';

/** Maximum number of runs and of uploads listed at a time. */
const listed = 6;

/** Offers these commands. Runs and uploads are read when the palette opens. */
export function usePlaceCommands(open: boolean, showShortcuts: () => void): void {
  const { connection } = useConnection();
  const { theme, choose } = useTheme();
  const { runs = [] } = useRuns(open);
  const { rosters = [] } = useRosters(open);
  useCommands((text) => [
    ...matching(
      runs.map(({ id, number, plan, startedAt, createdAt }) => ({
        id: `run ${id}`,
        group: 'Runs',
        label: `Run ${number}`,
        detail: `${formatDateTime(startedAt ?? createdAt)} · ${plan.rosterName}`,
        act: { href: `/runs/${encodeURIComponent(id)}` },
      })),
      text,
    ).slice(0, listed),
    ...matching(
      rosters.map(({ id, name, users, createdAt }) => ({
        id: `upload ${id}`,
        group: 'Uploads',
        label: name,
        detail: `${formatDateTime(createdAt)} · ${formatQuantity(users, 'user')}`,
        act: { href: `/review/${encodeURIComponent(id)}` },
      })),
      text,
    ).slice(0, listed),
    ...matching(
      [
        go('New run', '/'),
        go('Runs', '/runs'),
        go('Settings', '/settings'),
        ...(isDemo(connection) ? [go('Rehearsal', '/rehearsal')] : []),
        go('Help', '/help'),
        {
          id: 'shortcuts',
          group: 'Go to',
          label: 'Keyboard shortcuts',
          keys: '?',
          act: { run: showShortcuts },
        },
        ...themes
          .filter((each) => each !== theme)
          .map((each) => ({
            id: `theme ${each}`,
            group: 'Theme',
            label: `Theme: ${themeLabels[each].toLowerCase()}`,
            act: { run: () => choose(each) },
          })),
      ],
      text,
    ),
  ]);
}

function go(label: string, href: string): Command {
  return { id: `go ${href}`, group: 'Go to', label, act: { href } };
}
