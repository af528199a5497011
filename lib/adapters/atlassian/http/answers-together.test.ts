import { expect, it } from 'vitest';
import { answersTogether } from '#lib/adapters/atlassian/http/answers-together';
import { until } from '#test/until';

it('hands over at once what arrived in one turn, after every connection is free and before anything follows', async () => {
  const seen: string[] = [];
  const afterwards = answersTogether();
  const arrive = (name: string) => {
    afterwards(() => {
      seen.push(name);
      process.nextTick(() => seen.push(`after ${name}`));
    });
    // As undici does, after it has reported the answer.
    setImmediate(() => seen.push(`${name} is free`));
  };
  setImmediate(arrive, 'one');
  setImmediate(arrive, 'two');
  await until(() => seen.length === 6);
  expect(seen).toEqual(['one is free', 'two is free', 'one', 'two', 'after one', 'after two']);
  arrive('three');
  await until(() => seen.length === 9);
  expect(seen.slice(6)).toEqual(['three is free', 'three', 'after three']);
});
