import { describe, expect, it } from 'vitest';
import { rowIndices } from '#components/run/users/row-indices.ts';

describe('the numbers of the rows', () => {
  it('begin after the header', () => {
    const indices = rowIndices([7, 5, 3], []);
    expect([0, 1, 2].map(indices.of)).toEqual([2, 3, 4]);
    expect(indices.count).toBe(4);
  });

  it('leave one for open details, where their user is listed', () => {
    const indices = rowIndices([7, 5, 3], [5, 7, 1]);
    expect([0, 1, 2].map(indices.of)).toEqual([2, 4, 6]);
    expect(indices.count).toBe(6);
  });
});
