import type {Unusable} from '#shared/model/event.ts';

/** JSON of anything that `JSON.parse` gave; undefined where it is nested too deeply for `JSON.stringify`, which recurses. */
function jsonOf(value: unknown): string | undefined {
	try {
		return JSON.stringify(value) ?? 'null';
	} catch {
		return undefined;
	}
}

/**
 * An event that could not be used, as one line of JSON: `{…about, reason, event}`. Where the event is longer than
 * `maxCharacters` as JSON, or nested too deeply to be written, `event` is null, `beginning` holds what there is room for
 * and `note` says so.
 */
export function unusableJson(
	{reason, event}: Unusable,
	about: Readonly<Record<string, string | number | null>> = {},
	maxCharacters = Number.POSITIVE_INFINITY,
): string {
	const json = jsonOf(event);
	if (json === undefined) {
		return JSON.stringify({...about, reason, event: null, note: 'nested too deeply to be written'});
	}
	if (json.length > maxCharacters) {
		const note = `cut: the event has ${json.length} characters`;
		return JSON.stringify({...about, reason, event: null, beginning: json.slice(0, maxCharacters), note});
	}
	const head = JSON.stringify({...about, reason});
	return `${head.slice(0, -1)},"event":${json}}`;
}
