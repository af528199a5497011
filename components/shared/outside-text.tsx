import { cx } from '#components/ui/class-names.ts';
import { partsOf } from '#lib/domain/text/odd-characters';

/**
 * A text from outside Lockstep. It keeps its own direction, invisible characters are shown as codes, and letters that
 * look like others are marked.
 */
export function OutsideText({ text, address = false }: { text: string; address?: boolean }) {
  const parts = partsOf(text, address);
  if (parts.every(({ odd }) => odd === null)) return <bdi>{text}</bdi>;
  return (
    <bdi>
      {[...parts.entries()].map(([at, { text: part, odd }]) =>
        odd === null ? (
          <span key={at}>{part}</span>
        ) : (
          <span
            key={at}
            title={odd.label}
            data-odd={odd.code}
            className={cx(
              'text-amber',
              odd.kind === 'hidden'
                ? 'mx-px rounded-sm bg-amber-soft px-0.5 font-mono text-[0.8em]'
                : 'underline decoration-wavy underline-offset-2',
            )}
          >
            {odd.kind === 'hidden' ? odd.code : part}
            <span className="sr-only"> ({odd.label})</span>
          </span>
        ),
      )}
    </bdi>
  );
}
