import {jsonFault} from '#shared/model/json-fault.ts';
import {type Refusal, refuse} from '#shared/model/refusal.ts';

/** A body as JSON, or a refusal that says where it stops being JSON. The refusal quotes nothing of the body. */
export function parseJson(body: Uint8Array): {readonly value: unknown} | Refusal {
	let text: string;
	try {
		text = new TextDecoder('utf-8', {fatal: true}).decode(body);
	} catch {
		return refuse('malformed', 'The body is not UTF-8; send JSON in UTF-8.');
	}
	if (text.trim() === '') return refuse('malformed', 'The body is empty; send a JSON object.');
	try {
		return {value: JSON.parse(text)};
	} catch (error) {
		const at = jsonFault(text, error);
		const before = text.slice(0, at);
		const line = before.split('\n').length;
		const place = `character ${at + 1} (line ${line}, column ${at - before.lastIndexOf('\n')})`;
		return refuse('malformed', `The body stops being JSON at ${place}${at >= text.length ? ', its end' : ''}.`);
	}
}
