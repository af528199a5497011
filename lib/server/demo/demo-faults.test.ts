import fc from 'fast-check';
import { expect, it } from 'vitest';
import { noFaults } from '#lib/demo/faults/faults';
import { presetSwitches, type Switches, switchNames, turned } from '#lib/domain/rehearsal/switches';
import { faultsFor, noLatency, switchesOf, usualLatency } from '#lib/server/demo/demo-faults';

const possible = fc
  .array(fc.constantFrom(...switchNames))
  .map((names) => names.reduce<Switches>((all, name) => turned(all, { [name]: true }), presetSwitches([])));

it('reads back the switches that were set, whatever stood before', () => {
  fc.assert(
    fc.property(possible, possible, fc.boolean(), (before, wanted, takesTime) => {
      const calm = takesTime ? usualLatency(250) : noLatency;
      const start = { ...noFaults, ...calm };
      const faults = { ...start, ...faultsFor(start, before, calm) };
      const after = { ...faults, ...faultsFor(faults, wanted, calm) };
      expect(switchesOf(after)).toEqual(wanted);
      if (!wanted.slow) expect(after).toMatchObject(calm);
    }),
  );
});

it('leaves alone what is on already, so that a count goes on where it was', () => {
  const half = { ...noFaults, cutAfterWrite: 1 };
  expect(faultsFor(half, presetSwitches(['cut-after']))).toEqual({});
  expect(switchesOf({ ...half, cutAfterWrite: 0 })).toEqual(presetSwitches([]));
});
