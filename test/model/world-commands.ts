/** For the model-based test: what may happen beside Atlassian's answers: time, the admin, the machine, other people. */
import fc from 'fast-check';
import { isLost } from '#test/model/checks/answered';
import { alive, command } from '#test/model/command';

export const timePasses = fc
  .constantFrom(1, 900, 2_000, 31_000, 4_000_000)
  .map((ms) => command(`${ms} ms pass`, (world) => world.clock.advance(ms)));
export const timer = fc.constant(
  command('the next timer', (world) => world.clock.advance(world.clock.untilNext() ?? 0)),
);
export const jump = fc
  .constantFrom(-86_400_000, -3_600_000, 3_600_000, 86_400_000)
  .map((ms) => command(`the wall clock jumps ${ms} ms`, (world) => world.clock.jump(ms)));
/** A word of the admin. */
export const say = fc
  .constantFrom('pause', 'resume', 'resume', 'resume-without-reading', 'ask-now', 'stop')
  .map((word) => command(word, (world) => void world.runs?.command('run', word as 'pause'), alive));
export const crash = fc
  .boolean()
  .map((took) => command(took ? 'crash, calls took effect' : 'crash', (world) => world.kill(took), alive));
export const crashInAppend = fc.constantFrom('written', 'not-written').map((how) =>
  command(`crash in the next append (${how})`, (world) => {
    world.dieInAppend = how as 'written';
  }),
);
export const restart = fc.boolean().map((machine) =>
  command(
    machine ? 'the machine is started again' : 'restart',
    (world) => {
      if (machine) world.clock.reboot();
      world.boot();
    },
    (world) => !world.isAlive,
  ),
);
export const start = fc.constant(command('start', (world) => void world.start(), alive));
export const disk = fc.boolean().map((full) =>
  command(full ? 'the disk is full' : 'the disk has room', (world) => {
    world.diskFull = full;
  }),
);
export const protect = fc.nat(11).map((at) =>
  command(`protect(${at})`, (world) => {
    const entry = world.entries[at % world.entries.length];
    // A call in flight was sent before. A protection applies to later calls.
    if (entry) world.protectedIds.add(entry.accountId);
  }),
);
/** Somebody else brings an account to the state that the run is to bring it to. */
export const elsewhere = fc.nat(11).map((at) =>
  command(`somebody else does it to ${at}`, (world) => {
    const id = world.entries[at % world.entries.length]?.accountId ?? '';
    const touched = world.ledger.some(
      (call) => call.accountId === id && call.kind === 'write' && isLost(call),
    );
    if (!touched) world.setStatus(id, world.goal);
  }),
);

/** The admin lets the run call users whose accounts cannot be read. */
export const goOnUnread = fc.constant(
  command(
    'go on without reading',
    (world) => void world.runs?.command('run', 'resume-without-reading'),
    alive,
  ),
);
