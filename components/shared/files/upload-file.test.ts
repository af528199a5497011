import { describe, expect, it } from 'vitest';
import { maxUploadBytes, refusalOf, uploadPath } from '#components/shared/files/upload-file.ts';

describe('before anything is sent', () => {
  it('one file of up to 200 MB is fine', () => {
    expect(refusalOf([{ name: 'export-users.csv', size: maxUploadBytes }])).toBeNull();
    expect(refusalOf([{ name: 'empty.csv', size: 0 }])).toBeNull();
  });

  it('a larger one is refused, with its name, its size and why', () => {
    const refusal = refusalOf([{ name: 'all.csv', size: 240_000_000 }]);
    expect(refusal?.code).toBe('too-large');
    expect(refusal?.message).toContain('“all.csv” has 240 MB');
    expect(refusal?.hint).toContain('Split it');
  });

  it('a workbook is refused above 50 MB', () => {
    expect(refusalOf([{ name: 'Leavers.XLSX', size: 50_000_000 }])).toBeNull();
    expect(refusalOf([{ name: 'Leavers.XLSX', size: 50_000_001 }])?.message).toContain('at most 50 MB');
  });

  it('several at once are refused', () => {
    const file = { name: 'a.csv', size: 1 };
    expect(refusalOf([file, file, file])?.message).toBe('These are 3 files.');
  });
});

describe('the address of an upload', () => {
  it('carries any file name unharmed', () => {
    const name = 'Büro & mehr+1 #2 100%.csv';
    const address = new URL(uploadPath({ name, writtenAt: 1_732_372_000_000.4 }), 'http://localhost');
    expect(address.searchParams.get('name')).toBe(name);
    expect(address.searchParams.get('writtenAt')).toBe('1732372000000');
    expect(address.hash).toBe('');
  });

  it('carries what the admin said about a workbook', () => {
    const workbook = { sheet: 'Leavers & more', hiddenRows: 'leave-out' } as const;
    const address = new URL(uploadPath({ name: 'a.xlsx', writtenAt: null, workbook }), 'http://localhost');
    expect(Object.fromEntries(address.searchParams)).toEqual({ name: 'a.xlsx', ...workbook });
  });

  it('says nothing of a date that is not known', () => {
    expect(uploadPath({ name: 'pasted.csv', writtenAt: null })).toBe('/api/rosters?name=pasted.csv');
    // A clock that was wrong: the server takes no time before 1970.
    expect(uploadPath({ name: 'pasted.csv', writtenAt: -5 })).toBe('/api/rosters?name=pasted.csv');
  });
});
