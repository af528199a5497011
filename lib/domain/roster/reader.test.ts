import { describe, expect, it } from 'vitest';
import { readRoster } from '#lib/domain/roster/reader';
import { accepted, cut, encoded, file, header, id, read, row } from '#test/samples/roster';

describe('headers and dialect', () => {
  it('obeys a sep= line, which is line 1', async () => {
    const { summary, users } = await accepted(
      `\ufeffsep=;\r\nUser id;User name\r\n${id(1)};"Example; Ada"\r\n`,
    );
    expect(summary.delimiter).toBe(';');
    expect(users[0]).toMatchObject({ line: 3, name: 'Example; Ada', problems: [] });
  });

  it('numbers repeated headers and survives the names of object properties', async () => {
    const { summary, users } = await accepted(
      `User id,__proto__,constructor,X,X,X (2),,\n${id(1)},a,b,c,d,e,f,g\n`,
    );
    expect(summary.columns.map((column) => column.header)).toEqual([
      'User id',
      '__proto__',
      'constructor',
      'X',
      'X (2)',
      'X (2) (2)',
      '',
      ' (2)',
    ]);
    expect(users[0]?.cells).toEqual([id(1), 'a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('says which of two names or statuses is used', async () => {
    const { summary, users } = await accepted(`User id,Name,displayName\n${id(1)},Ada Example,Ben Sample\n`);
    expect(users[0]?.name).toBe('Ada Example');
    expect(summary.fileProblems[0]?.message).toMatch(/Name, displayName.*Only Name/);
  });

  it('counts blank lines, also those of delimiters only, and a header further down', async () => {
    const { summary, users } = await accepted(`\n \n${header}\n,,,\n${row(1)}\n,,\n`);
    expect(summary).toMatchObject({ blankLines: 4, rows: 1 });
    expect(users[0]?.line).toBe(5);
  });

  it('reads cells of 1 MB', async () => {
    const long = 'x'.repeat(1_000_000);
    const { users } = await accepted(`User id,a,b\n${id(1)},"${long}",${long}\n${id(2)},,\n`);
    expect(users.map((user) => user.accountId)).toEqual([id(1), id(2)]);
    expect(users[0]?.cells[1]).toHaveLength(1_000_000);
  });

  it('reports progress in bytes and hands on a few hundred users at a time', async () => {
    const text = file(...Array.from({ length: 500 }, (_, at) => `712020:${at},Ada,a@example.com,Active`));
    const bytes = new TextEncoder().encode(text);
    const sizes: number[] = [];
    const progress: number[] = [];
    await readRoster(cut(bytes, [1000]), (batch) => sizes.push(batch.length), {
      onProgress: (count) => progress.push(count),
    });
    expect(sizes).toEqual([200, 200, 100]);
    expect(progress).toEqual([1000, bytes.length]);
  });

  it('gives the same result in one piece and byte by byte', async () => {
    const text = file(row(1, '"Zoë ""Z"" Example"'), row(2), `${id(3)},"Ben" x,b@example.com,Active`, row(4));
    const bytes = encoded(text, 'utf-8');
    expect(await read(bytes, [...bytes.keys()])).toEqual(await read(bytes));
  });
});
