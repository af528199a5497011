import { OutsideText } from '#components/shared/outside-text.tsx';
import { cx } from '#components/ui/class-names.ts';
import { revealed } from '#lib/domain/text/odd-characters';

interface Props {
  text: string;
  /** The full form of `text`, where that says more. */
  whole?: string;
  address?: boolean;
  className?: string;
}

/** The text of one cell, cut off where it is too long for its column. The full text is its tooltip. */
export function TextCell({ text, whole = text, address = false, className = '' }: Props) {
  return (
    <span title={whole && whole !== '—' ? revealed(whole) : undefined} className={cx('truncate', className)}>
      <OutsideText text={text || '—'} address={address} />
    </span>
  );
}
