/** Links of which one is chosen: times, dimensions. They stand in the address bar, so that they can be shared. */
export function Switch({
	label,
	choices,
	chosen,
	hash,
}: {
	readonly label: string;
	readonly choices: readonly (readonly [value: string, words: string])[];
	readonly chosen: string;
	readonly hash: (value: string) => string;
}) {
	return (
		<nav class="switch" aria-label={label}>
			{choices.map(([value, words]) => (
				<a key={value} href={hash(value)} {...(value === chosen ? {'aria-current': 'true'} : {})}>
					{words}
				</a>
			))}
		</nav>
	);
}
