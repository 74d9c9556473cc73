import {useState} from 'preact/hooks';

/** A place to drop a file on, or to choose one. */
export function Drop({
	id,
	label,
	hint,
	busy,
	onFile,
}: {
	readonly id: string;
	readonly label: string;
	readonly hint: string;
	readonly busy: boolean;
	readonly onFile: (file: File) => void;
}) {
	const [over, setOver] = useState(false);
	const take = (files: FileList | null | undefined) => {
		const file = files?.[0];
		if (file !== undefined && !busy) onFile(file);
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse; the field within does the same for everybody
		<div
			class={over ? 'drop over' : 'drop'}
			onDragOver={(event) => {
				event.preventDefault();
				setOver(true);
			}}
			onDragLeave={() => setOver(false)}
			onDrop={(event) => {
				event.preventDefault();
				setOver(false);
				take(event.dataTransfer?.files);
			}}
		>
			<label for={id}>{label}</label>
			<input
				id={id}
				type="file"
				accept=".csv,.txt,.tsv,.json,text/csv,text/plain"
				disabled={busy}
				aria-describedby={`${id}-hint`}
				onChange={(event) => {
					take(event.currentTarget.files);
					event.currentTarget.value = '';
				}}
			/>
			<p class="hint" id={`${id}-hint`}>
				{hint}
			</p>
		</div>
	);
}
