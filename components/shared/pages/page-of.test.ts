import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf, pageRows } from '#components/shared/pages/page-of.ts';

describe('the pages of a list', () => {
  it('have each row once, in order, and none that is not there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (count) => {
        const { pages } = pageOf(count, 0);
        const rows = Array.from({ length: pages }, (_, page) => pageOf(count, page)).flatMap(
          ({ first, end }) => Array.from({ length: end - first }, (_, at) => first + at),
        );
        expect(rows).toEqual(Array.from({ length: count }, (_, row) => row));
      }),
    );
  });

  it('end with the last one, whatever was wanted', () => {
    expect(pageOf(2 * pageRows + 1, 9)).toEqual({ page: 2, pages: 3, first: 2 * pageRows, end: 201 });
    expect(pageOf(pageRows, 1)).toEqual({ page: 0, pages: 1, first: 0, end: pageRows });
    expect(pageOf(0, -1)).toEqual({ page: 0, pages: 1, first: 0, end: 0 });
  });
});
