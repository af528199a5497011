/** The help as Markdown, for readers of the repository. */
import { questions } from '#lib/domain/help/faq';
import { helpChapters } from '#lib/domain/help/topics';

/** The text of `docs/troubleshooting.md`. A test keeps that file the same. */
export function troubleshootingText(): string {
  const chapters = helpChapters.flatMap(({ title, topics }) => [
    `## ${title}`,
    ...topics.flatMap(({ id, title: topic, meaning, steps }) => [
      `### ${topic}`,
      `<a id="${id}"></a>`,
      meaning,
      steps.map((step, at) => `${at + 1}. ${step}`).join('\n'),
    ]),
  ]);
  return text(
    'Troubleshooting',
    'Every message of Lockstep that has a way out leads here, and to the same text on its help page.',
    chapters,
  );
}

/** The text of `docs/faq.md`. A test keeps that file the same. */
export function faqText(): string {
  const entries = questions.flatMap(({ id, question, answer }) => [
    `## ${question}`,
    `<a id="${id}"></a>`,
    ...answer,
  ]);
  return text('Questions', 'What admins ask before they deactivate anybody.', entries);
}

function text(title: string, lead: string, blocks: readonly string[]): string {
  const origin = '<!-- Written by lib/domain/help/help.test.ts from lib/domain/help. Change it there. -->';
  return `${[`# ${title}`, origin, lead, ...blocks].join('\n\n')}\n`;
}
