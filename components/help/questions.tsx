import { questions } from '#lib/domain/help/faq';

/** The questions that admins ask before they deactivate anybody, with their answers. */
export function Questions() {
  return (
    <section aria-labelledby="questions" className="mt-8">
      <h2 id="questions" className="scroll-mt-4 text-lg font-semibold">
        Questions
      </h2>
      {questions.map(({ id, question, answer }) => (
        <article key={id} id={id} className="mt-4 max-w-prose scroll-mt-4">
          <h3 className="font-semibold">{question}</h3>
          {answer.map((paragraph) => (
            <p key={paragraph} className="mt-1 text-ink-2">
              {paragraph}
            </p>
          ))}
        </article>
      ))}
    </section>
  );
}
