/**
 * Tests that every request of the contract is strict at every depth: a misspelt option must not count as an absent one.
 */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const folder = new URL('.', import.meta.url);
const modules = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
const exported = await Promise.all(modules.map((name) => import(new URL(name, folder).href)));
const requests = exported
  .flatMap((module) => Object.entries<z.ZodType>(module))
  .filter(([name]) => /(?:Request|Query)Schema$/.test(name));

test('there are requests to look at', () => {
  expect(requests.map(([name]) => name)).toEqual(
    expect.arrayContaining(['sealRequestSchema', 'connectRequestSchema', 'uploadQuerySchema']),
  );
});

test.each(requests)('%s has no object that takes unknown fields', (_, schema) => {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  expect(lenientIn(shape, 'request')).toEqual([]);
});

/** The paths of objects with named fields that also accept other fields. */
function lenientIn(shape: unknown, place: string): string[] {
  if (typeof shape !== 'object' || shape === null) return [];
  const lenient = 'properties' in shape && !('additionalProperties' in shape) ? [place] : [];
  return [
    ...lenient,
    ...Object.entries(shape).flatMap(([name, part]) => lenientIn(part, `${place}.${name}`)),
  ];
}
