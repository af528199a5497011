import { expect, it } from 'vitest';
import { formerTexts } from '#lib/domain/report/page/page';
import { compareTexts } from '#lib/server/evidence/compare-texts';

const page = (label: string, answer: string) =>
  `<h2>Questions</h2>\n<dl><dt>${label}</dt><dd>${answer}</dd></dl>\n`;
const now = page('Answered', 'Who is an admin? None of them.');
const compare = (found: string) => compareTexts([now.slice(0, 20), now.slice(20)], [found], formerTexts);

it('takes what an earlier build wrote for the same, and says so', () => {
  expect(compare(now)).toEqual({ same: true, former: false });
  const before = page('Could not be checked', 'Who is an admin? None of them.');
  expect(compare(before)).toEqual({ same: true, former: true });
});

it('finds whatever else was changed in such a line', () => {
  for (const edited of [
    page('Could not be checked', 'Who is an admin? All of them.'),
    page('Not answered', 'Who is an admin? None of them.'),
    page('Could not be checked', 'Who is an admin? None of them. Answered'),
  ]) {
    expect(compare(edited)).toMatchObject({ same: false, line: 2 });
  }
  expect(compare('<h2>Questions</h2>\n')).toMatchObject({ same: false, line: 2, found: null });
  expect(compare(`${now}more`)).toMatchObject({ same: false, line: 3, expected: null, found: 'more' });
});
