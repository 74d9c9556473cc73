/**
 * JSON that SQS takes: it refuses U+FFFE and U+FFFF as they are, and with them the whole batch. In JSON they can stand in
 * texts only, where their escape means the same. (SQS, "SendMessage": the characters of XML 1.0.)
 */
export function sendable(json: string): string {
	return json.replace(/[\ufffe\uffff]/g, (character) => (character === '\ufffe' ? '\\ufffe' : '\\uffff'));
}
