/** Back and forth between the pages of a table. */
export function Pager({
	words,
	onBack,
	onNext,
}: {
	readonly words: string;
	readonly onBack: (() => void) | undefined;
	readonly onNext: (() => void) | undefined;
}) {
	return (
		<div class="row pager">
			<span role="status">{words}</span>
			{onBack === undefined && onNext === undefined ? null : (
				<>
					<button type="button" class="quiet" disabled={onBack === undefined} onClick={onBack}>
						Previous
					</button>
					<button type="button" class="quiet" disabled={onNext === undefined} onClick={onNext}>
						Next
					</button>
				</>
			)}
		</div>
	);
}
