/** A request as the platform hands it over, made plain. No parsed body exists before authentication. */
export interface RawRequest {
	/** The body byte for byte (base64 undone, nothing else). */
	readonly body: Uint8Array;
	/** Names in lower case. */
	readonly headers: ReadonlyMap<string, string>;
}

/** Largest webhook body that is read, in bytes. */
export const MAX_BODY_BYTES = 1_048_576;
