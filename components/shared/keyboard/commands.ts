/** The commands of the palette: each part of a page says what can be found and done there. */
import { useEffect, useRef } from 'react';
import { fold } from '#components/shared/fold.ts';

export interface Command {
  /** Unique among all commands. */
  id: string;
  /** The heading under which it is listed. */
  group: string;
  label: string;
  /** Shown in a lighter ink after the label, and searched too. */
  detail?: string;
  /** Keys that do the same, such as `Ctrl Z`. */
  keys?: string;
  /** The effect: opens a page of Lockstep, or runs. */
  act: { href: string } | { run: () => void };
}

/** The commands for a text; all that are likely for an empty one. */
type Source = (text: string) => readonly Command[];

const sources = new Set<{ current: Source }>();

/** Offers these commands in the palette while the component is on the page. */
export function useCommands(source: Source): void {
  const latest = useRef(source);
  latest.current = source;
  useEffect(() => {
    sources.add(latest);
    return () => void sources.delete(latest);
  }, []);
}

/** Commands of all parts of the page that fit a text, those of the page before those of every page. */
export function commandsFor(text: string): Command[] {
  return [...sources].reverse().flatMap((source) => source.current(text));
}

/** Atlassian used to call its apps products: either word finds them. */
const formerName = /^products?$/;

/** The commands whose group, label or detail has all words of `text`. */
export function matching(commands: readonly Command[], text: string): Command[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  return commands.filter(({ group, label, detail = '' }) => {
    const haystack = fold(`${group} ${label} ${detail}`);
    return words.every(
      (word) => haystack.includes(word) || (formerName.test(word) && haystack.includes('app')),
    );
  });
}

/** The commands by their group, in the order in which the groups appear. */
export function grouped(commands: readonly Command[]): { value: string; items: Command[] }[] {
  const groups = new Map<string, Command[]>();
  for (const command of commands) {
    groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  }
  return [...groups].map(([value, items]) => ({ value, items }));
}
