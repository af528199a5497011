import { describe, expect, it } from 'vitest';
import { launchTerminal, type TerminalParts } from '#lib/server/launch/launch-terminal';

const links = { named: 'http://lockstep-x.localhost:1/launch/c', plain: 'http://localhost:1/launch/c' };

function terminal(parts: Partial<TerminalParts> = {}) {
  const said: string[] = [];
  const timers: [ms: number, work: () => void][] = [];
  const files: string[] = [];
  const desk = launchTerminal({
    say: (line) => said.push(line),
    later: (work, ms) => timers.push([ms, work]),
    many: false,
    hasKeys: true,
    open: ({ named }) => {
      files.push(named);
      return () => files.splice(0);
    },
    ...parts,
  });
  const pass = (ms: number) => {
    for (const [at, work] of timers) if (at <= ms) work();
  };
  return { desk, said: () => said.join('\n'), files, pass };
}

describe('the terminal', () => {
  it('prints both links, and how long they are good', () => {
    const { desk, said } = terminal({ open: null });
    desk.ready(links);
    expect(said()).toContain(`Lockstep is ready: ${links.named}`);
    expect(said()).toContain(`For Safari and scripts: ${links.plain}`);
    expect(said()).toContain('Press Enter');
  });

  it('says what to do where there is no terminal, and that a link stays valid', () => {
    const without = terminal({ hasKeys: false });
    without.desk.ready(links);
    expect(without.said()).toContain('LOCKSTEP_LINKS=many keeps it valid');
    const many = terminal({ many: true, hasKeys: false });
    many.desk.ready(links);
    expect(many.said()).toContain('stays valid until Lockstep ends');
    expect(many.said()).not.toContain('works once');
  });

  it('asks to open the link where nobody came in, and deletes the file all the same', () => {
    const { desk, said, files, pass } = terminal();
    desk.ready(links);
    expect(files).toEqual([links.named]);
    pass(5_000);
    expect(said()).toContain(`No browser has signed in yet. Open this link: ${links.named}`);
    expect(files).toHaveLength(1);
    pass(30_000);
    expect(files).toEqual([]);
  });

  it('deletes the file when somebody comes in, and is quiet then', () => {
    const { desk, said, files, pass } = terminal();
    desk.ready(links);
    desk.letIn({ host: 'lockstep-x.localhost:1', others: 0 });
    desk.letIn({ host: 'lockstep-x.localhost:1', others: null });
    pass(30_000);
    expect(files).toEqual([]);
    expect(said()).not.toMatch(/Another browser|No browser/);
  });

  it('says that another browser has signed in, and prints new links', () => {
    const { desk, said } = terminal();
    desk.ready(links);
    desk.letIn({ host: 'localhost:1', others: 1 });
    expect(said()).toContain('Another browser has signed in, at localhost:1.');
    desk.replaced({ ...links, named: 'http://lockstep-x.localhost:1/launch/d' });
    expect(said()).toContain('Open this link: http://lockstep-x.localhost:1/launch/d');
  });
});
