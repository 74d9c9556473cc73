/** The bytes of a file, as they come. Not every browser's streams can be iterated. */
export async function* bytesOf(file: Blob): AsyncGenerator<Uint8Array> {
	const reader = file.stream().getReader();
	for (;;) {
		const {done, value} = await reader.read();
		if (done) return;
		yield value;
	}
}
