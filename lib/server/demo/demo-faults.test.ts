import fc from 'fast-check';
import { expect, it } from 'vitest';
import { noFaults } from '#lib/demo/faults/faults';
import { presetSwitches, type Switches, switchNames, turned } from '#lib/domain/rehearsal';
import { faultsFor, switchesOf } from '#lib/server/demo/demo-faults';

const possible = fc
  .array(fc.constantFrom(...switchNames))
  .map((names) => names.reduce<Switches>((all, name) => turned(all, name, true), presetSwitches([])));

it('reads back the switches that were set, whatever stood before', () => {
  fc.assert(
    fc.property(possible, possible, (before, wish) => {
      const faults = { ...noFaults, ...faultsFor(noFaults, before) };
      expect(switchesOf({ ...faults, ...faultsFor(faults, wish) })).toEqual(wish);
    }),
  );
});

it('leaves alone what is on already, so that a count goes on where it was', () => {
  const half = { ...noFaults, cutAfterWrite: 1 };
  expect(faultsFor(half, presetSwitches(['cut-after']))).toEqual({});
  expect(switchesOf({ ...half, cutAfterWrite: 0 })).toEqual(presetSwitches([]));
});
