import Link from 'next/link';
import type { ComponentProps, ReactElement, ReactNode } from 'react';
import { Menu, MenuLink } from '#components/ui/menu.tsx';

/** A page that the navigation leads to. */
export interface PageLink {
  href: string;
  name: string;
  /** The page that is shown is this one, or one of its parts. */
  here: boolean;
  current: 'page' | 'true' | undefined;
  mark: ReactNode;
}

/** The links to the pages as a menu at the button `trigger`, for a narrow window. */
export function PagesMenu({
  trigger,
  links,
}: {
  trigger: ReactElement<ComponentProps<'button'>>;
  links: readonly PageLink[];
}) {
  return (
    <Menu align="start" trigger={trigger}>
      {links.map(({ href, name, current, mark }) => (
        <MenuLink key={href} link={<Link href={href} aria-current={current} />}>
          <span className="relative pr-3">
            {name}
            {mark}
          </span>
        </MenuLink>
      ))}
    </Menu>
  );
}
