import fc from 'fast-check';
import { expect, it } from 'vitest';
import { productName, productsOf } from '#lib/domain/directory/product-access';
import type { Reading, Source } from '#lib/domain/directory/reading';

it('calls a product the same for the keys of either list', () => {
  expect(productName('jira-software', 'Jira Software', 'a.example.com')).toBe('Jira · a.example.com');
  expect(productName('jira', null, 'a.example.com')).toBe('Jira · a.example.com');
  expect(productName('townsquare', 'Atlas', null)).toBe('Atlas');
  expect(productName('toString', null, 'a.example.com')).toBe('toString · a.example.com');
});

const reading = (source: Source, facts: Reading['facts']): Reading => ({
  source,
  at: 1,
  generation: 1,
  facts,
});
const dates = fc.constantFrom(null, '2026-01-01', '2026-02-02');
const listOf = (...names: string[]) =>
  fc.option(
    fc.uniqueArray(fc.record({ name: fc.constantFrom(...names), lastActive: dates }), {
      selector: ({ name }) => name,
      maxLength: 3,
    }),
    { nil: undefined },
  );

it('names each product that a source names, once, with its latest activity', () => {
  const sources = fc.record({
    listed: listOf('Jira · a', 'Jira · b', 'Loom'),
    found: listOf('Jira · a', 'Jira · b', 'Loom'),
    numbered: listOf('Jira · site 1', 'Jira · site 2'),
  });
  fc.assert(
    fc.property(sources, ({ listed, found, numbered }) => {
      const products = productsOf([
        reading('managed-accounts', listed ? { products: listed } : {}),
        reading('users-search', {
          ...(found && { products: found }),
          ...(numbered && { productsBySiteId: numbered }),
        }),
        reading('profile', { status: 'active' }),
      ]);
      const names = products.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      const named = [...(listed ?? []), ...(found ?? [])];
      for (const { name, lastActive } of named) {
        const product = products.find((each) => each.name === name);
        expect((product?.lastActive ?? '') >= (lastActive ?? '') && product !== undefined).toBe(true);
      }
      // Sites without a name would stand beside the same sites with theirs.
      const isLeftOut = listed !== undefined && named.length > 0;
      const shown = names.filter((name) => name.includes('site'));
      expect(shown).toHaveLength(isLeftOut ? 0 : (numbered ?? []).length);
    }),
  );
});
