/** A text of the description, with what stands between backticks as code. */
export function Prose({text}: {readonly text: string}) {
	return (
		<>
			{text.split('`').map((part, index) =>
				// Every other part stands between two of them.
				index % 2 === 1 ? <code key={part}>{part}</code> : part,
			)}
		</>
	);
}
