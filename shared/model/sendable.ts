const unsafe = /[\ud800-\udfff\ufffe\uffff]/g;

/**
 * JSON that every SQS takes: one character that it refuses costs the whole batch. It refuses U+FFFE and U+FFFF as they are, and
 * the embedded one of the local stack whatever lies above them, emoji among it. In JSON they can stand in texts only, where
 * their escape means the same. (SQS, "SendMessage": the characters of XML 1.0.)
 */
export function sendable(json: string): string {
	return json.replace(unsafe, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
}
