import {fieldsOf} from './fields.ts';

/** The fields of a schema: name, type, bounds; what is within stands indented by its path. */
export function SchemaView({title, schema}: {readonly title: string; readonly schema: unknown}) {
	const fields = fieldsOf(schema);
	if (fields.length === 0) return null;
	return (
		<details>
			<summary>{title}</summary>
			<ul class="schema">
				{fields.map(({path, type, needed}) => (
					<li key={path}>
						<code>{path}</code> <span class="hint inline">{`${type}${needed ? ', needed' : ''}`}</span>
					</li>
				))}
			</ul>
		</details>
	);
}
