import { helpChapters } from '#lib/domain/help/topics';

/** The topics of the help, by chapter. Each has the address that the messages link to. */
export function HelpTopics() {
  return (
    <>
      <nav aria-label="Topics" className="grid gap-x-8 gap-y-4 rounded-lg border px-4 py-3 sm:grid-cols-2">
        {helpChapters.map(({ title, topics }) => (
          <div key={title}>
            <p className="font-medium">{title}</p>
            <ul>
              {topics.map(({ id, title: topic }) => (
                <li key={id}>
                  <a href={`#${id}`} className="inline-block min-h-6 text-accent hover:underline">
                    {topic}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      {helpChapters.map(({ title, topics }) => (
        <section key={title} aria-label={title} className="mt-8">
          <h2 className="text-lg font-semibold">{title}</h2>
          {topics.map(({ id, title: topic, meaning, steps }) => (
            <article
              key={id}
              id={id}
              className="mt-4 max-w-prose scroll-mt-4 rounded-lg target:bg-accent-soft target:p-3"
            >
              <h3 className="font-semibold">{topic}</h3>
              <p className="mt-1 text-ink-2">{meaning}</p>
              <ol className="mt-1.5 list-decimal space-y-0.5 pl-5">
                {steps.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ol>
            </article>
          ))}
        </section>
      ))}
    </>
  );
}
