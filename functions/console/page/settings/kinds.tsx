import {Tick} from '../ui/field.tsx';

/** Some of the kinds of incidents. */
export function Kinds({
	id,
	legend,
	hint,
	kinds,
	chosen,
	onChosen,
}: {
	readonly id: string;
	readonly legend: string;
	readonly hint: string;
	readonly kinds: readonly (readonly [kind: string, words: string])[];
	readonly chosen: readonly string[];
	readonly onChosen: (chosen: readonly string[]) => void;
}) {
	return (
		<fieldset aria-describedby={`${id}-hint`}>
			<legend>{legend}</legend>
			<div class="ticks">
				{kinds.map(([kind, words]) => (
					<Tick
						key={kind}
						id={`${id}-${kind}`}
						checked={chosen.includes(kind)}
						onChecked={(checked) => onChosen(checked ? [...chosen, kind] : chosen.filter((each) => each !== kind))}
					>
						{words}
					</Tick>
				))}
			</div>
			<p class="hint" id={`${id}-hint`}>
				{hint}
			</p>
		</fieldset>
	);
}
