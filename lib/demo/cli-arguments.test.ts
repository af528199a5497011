import { describe, expect, it } from 'vitest';
import { readArguments } from '#lib/demo/cli-arguments';

const read = (line: string) => readArguments(line === '' ? [] : line.split(' '));

describe('the command line of the demo organisation', () => {
  it.each([
    ['', { port: 4010, people: 250, seed: 7 }],
    ['--port 4010 --users 10000 --seed 7', { port: 4010, people: 10_000, seed: 7 }],
    ['--people 100000 --port 0', { port: 0, people: 100_000, seed: 7 }],
    ['--state here.jsonl', { port: 4010, people: 250, seed: 7, stateFile: 'here.jsonl' }],
  ])('reads “%s”', (line, options) => {
    expect(read(line)).toEqual({ ok: true, options });
  });

  it.each([
    ['--port 70000', '--port takes a whole number from 0 to 65535, not “70000”.'],
    ['--users many', '--people takes a whole number'],
    ['--seed=-1', '--seed takes a whole number'],
    ['--users 1 --people 2', '--people and --users are the same'],
    ['--state=', '--state takes the name of a file'],
    ['--fast', "Unknown option '--fast'"],
    ['extra', 'extra'],
  ])('refuses “%s” in one sentence', (line, said) => {
    const answer = read(line);
    expect(answer.ok ? '' : answer.error).toContain(said);
    expect(answer.ok ? '' : answer.error).toMatch(/^[^\n]+\.$/);
  });

  it.each(['--help', '-h', '--help --port 1'])('takes “%s” for a request for help', (line) => {
    expect(read(line)).toEqual({ ok: true, options: 'help' });
  });
});
