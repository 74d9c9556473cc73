interface Piece {
	readonly text: string;
	/** What the piece is, where something was read out of it. */
	readonly mark?: string;
}

/** A text with marks in it. The text stays text, whatever stands in it. */
export function Marked({label, pieces}: {readonly label: string; readonly pieces: readonly Piece[]}) {
	let at = 0;
	return (
		<figure class="marked" aria-label={label}>
			<pre class="response">
				{pieces.map(({text, mark}) => {
					const key = at;
					at += text.length;
					return mark === undefined ? (
						text
					) : (
						<mark key={key} title={mark}>
							{text}
						</mark>
					);
				})}
			</pre>
		</figure>
	);
}
