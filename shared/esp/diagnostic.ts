import {MAX_DIAGNOSTIC} from '#shared/model/event.ts';

/**
 * The receiving server's words as the ESP passes them on: outer white space removed, nothing else changed, cut to
 * `MAX_DIAGNOSTIC` characters. Null where they are absent or blank.
 */
export function diagnosticIn(value: unknown): string | null {
	if (typeof value !== 'string') return null;
	const text = value.trim();
	return text === '' ? null : text.slice(0, MAX_DIAGNOSTIC);
}
