import { describe, expect, it } from 'vitest';
import { type Command, grouped, matching } from '#components/shared/keyboard/commands.ts';

const command = (id: string, group: string, label: string, detail?: string): Command => ({
  id,
  group,
  label,
  ...(detail !== undefined && { detail }),
  act: { href: '/' },
});

const untick = command('untick', 'Selection', 'Untick all 36');
const chloe = command('chloe', 'Users', 'Chloé Placeholder', 'chloe@example.com');
const runs = command('runs', 'Go to', 'Runs');
const run = command('run', 'Runs', 'Run 12', 'leavers-november.csv');
const all = [untick, chloe, runs, run];

describe('the commands of the palette', () => {
  it('are found by all their words, in any order, without accents', () => {
    expect(matching(all, 'chloe')).toEqual([chloe]);
    expect(matching(all, '36 UNTICK')).toEqual([untick]);
    expect(matching(all, 'november')).toEqual([run]);
    expect(matching(all, 'untick november')).toEqual([]);
  });

  it('about apps are found by their former name, too', () => {
    const jira = command('jira', 'Filter', 'App access: Jira - acme');
    expect(matching([jira, untick], 'products jira')).toEqual([jira]);
    expect(matching([jira, untick], 'app')).toEqual([jira]);
  });

  it('are all there without a text', () => {
    expect(matching(all, '  ')).toEqual(all);
  });

  it('are listed by group, each group once', () => {
    expect(grouped([runs, untick, command('settings', 'Go to', 'Settings')])).toMatchObject([
      { value: 'Go to', items: [{ id: 'runs' }, { id: 'settings' }] },
      { value: 'Selection', items: [{ id: 'untick' }] },
    ]);
  });
});
