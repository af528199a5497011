/** Explains an answer that another tool recorded, by the same rules as our own answers. */
import { epochOfDate } from '#lib/adapters/atlassian/answers/asked-wait';
import { classifyAnswer } from '#lib/adapters/atlassian/answers/classify-answer';
import { redactorOf } from '#lib/adapters/redact/redact';
import type { Fault } from '#lib/domain/outcome/answer';
import type { RecordedExchange } from '#lib/domain/postman/recording';

/** `secrets` are the keys found in the same file. They are redacted in every quotation. */
export function classifyRecorded(
  secrets: readonly string[],
  now: number,
): (exchange: RecordedExchange) => Fault | null {
  const redactors = secrets.map(redactorOf);
  const redact = (text: string) => redactors.reduce((said, each) => each(said), text);
  const call = { kind: 'write', about: 'account', host: 'Atlassian', now } as const;
  return (exchange) => {
    if (exchange.kind === 'unanswered') {
      return classifyAnswer({ kind: 'unanswered', sent: exchange.sent, cut: exchange.code }, call, redact);
    }
    const { status, headers, body } = exchange;
    const answeredAt = epochOfDate(headers.date) ?? now;
    const answered = { kind: 'answered', status, headers, body: body ?? '', cut: null } as const;
    return classifyAnswer(answered, { ...call, now: answeredAt }, redact);
  };
}
