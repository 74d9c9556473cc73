/** Reads `v=DMARC1; p=none`: tags of DKIM and DMARC (RFC 6376, section 3.2). Of a tag that stands twice, the first counts. */
export function readTags(text: string): ReadonlyMap<string, string> {
	const tags = new Map<string, string>();
	for (const part of text.split(';')) {
		const equals = part.indexOf('=');
		if (equals < 0) continue;
		const name = part.slice(0, equals).trim().toLowerCase();
		if (!tags.has(name)) tags.set(name, part.slice(equals + 1).trim());
	}
	return tags;
}
