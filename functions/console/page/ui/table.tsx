import type {ComponentChildren} from 'preact';

/** A table that scrolls within itself where it is wider than the page. The caption is heard, not seen. */
export function Table({
	caption,
	columns,
	children,
}: {
	readonly caption: string;
	readonly columns: readonly string[];
	readonly children: ComponentChildren;
}) {
	return (
		<div class="scroll">
			<table>
				<caption class="unseen">{caption}</caption>
				<thead>
					<tr>
						{columns.map((name) => (
							<th scope="col" key={name}>
								{name}
							</th>
						))}
					</tr>
				</thead>
				<tbody>{children}</tbody>
			</table>
		</div>
	);
}
