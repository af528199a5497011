'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { isDemo, useConnection } from '#components/shared/use-connection.ts';
import { isOpen, isUnfinished, useRuns } from '#components/shared/use-runs.ts';
import { type PageLink, PagesMenu } from '#components/shell/navigation/pages-menu.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/class-names.ts';
import { ChevronDown } from '#components/ui/icons/lucide.tsx';

const places = [
  { href: '/', name: 'New run', includes: (path: string) => path === '/' || path.startsWith('/review') },
  {
    href: '/runs',
    name: 'Runs',
    includes: (path: string) => path.startsWith('/runs') || path.startsWith('/history'),
  },
  { href: '/settings', name: 'Settings', includes: (path: string) => path.startsWith('/settings') },
  { href: '/help', name: 'Help', includes: (path: string) => path.startsWith('/help') },
];

const rehearsal = {
  href: '/rehearsal',
  name: 'Rehearsal',
  includes: (path: string) => path.startsWith('/rehearsal'),
};

/**
 * The links to the pages, in a menu where the window is narrow. Rehearsal is there only with the demo organisation; it
 * is the last, so that no other link moves when the connection is known.
 */
export function Navigation() {
  const path = usePathname();
  const { connection } = useConnection();
  const links: PageLink[] = [...places, ...(isDemo(connection) ? [rehearsal] : [])].map((place) => ({
    ...place,
    here: place.includes(path),
    current: path === place.href ? 'page' : place.includes(path) ? 'true' : undefined,
    mark: place.href === '/runs' && <OpenMark />,
  }));
  const trigger = (
    <Button variant="quiet" className="bg-sunken">
      <span className="sr-only">Pages: </span>
      {links.find(({ here }) => here)?.name ?? 'Pages'} <ChevronDown size={14} />
    </Button>
  );
  return (
    <nav aria-label="Main" className="shrink-0">
      <div className="sm:hidden">
        <PagesMenu trigger={trigger} links={links} />
      </div>
      <ul className="flex items-center gap-0.5 max-sm:hidden">
        {links.map(({ href, name, here, current, mark }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={current}
              className={cx(
                'relative flex min-h-7.5 items-center rounded-lg px-2.5 text-sm whitespace-nowrap',
                here
                  ? 'bg-sunken font-semibold text-ink forced-colors:underline'
                  : 'text-ink-2 hover:bg-sunken hover:text-ink',
              )}
            >
              {name}
              {mark}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/**
 * Marks that a run has not ended or needs a decision. It takes no room, since the links already fill a narrow screen.
 */
function OpenMark() {
  const { runs = [] } = useRuns();
  const count = runs.filter((run) => isUnfinished(run) || isOpen(run)).length;
  if (count === 0) return null;
  const label = `${count === 1 ? '1 run is' : `${count} runs are`} open`;
  return (
    <span
      title={label}
      className="absolute top-0.5 right-0.5 size-1.5 rounded-full bg-amber forced-colors:bg-[Highlight]"
    >
      <span className="sr-only">, {label}</span>
    </span>
  );
}
