import {useState} from 'preact/hooks';
import {TextArea, TextField} from '../ui/field.tsx';
import type {Operation} from './model.ts';
import {Prose} from './prose.tsx';
import {curlOf, pathOf, type Values} from './request.ts';
import {SchemaView} from './schema.tsx';
import {TryIt} from './try.tsx';

function Inputs({
	operation: {operationId: id, parameters, body},
	values,
	onValues,
}: {
	readonly operation: Operation;
	readonly values: Values;
	readonly onValues: (values: Values) => void;
}) {
	return (
		<>
			<div class="fields">
				{parameters.map(({name, in: place, required = false}) => (
					<TextField
						key={name}
						id={`${id}-${name}`}
						label={`${name} (${place}${required ? ', needed' : ''})`}
						value={values.parameters.get(name) ?? ''}
						onValue={(value) => onValues({...values, parameters: new Map([...values.parameters, [name, value]])})}
					/>
				))}
			</div>
			{body === undefined ? null : (
				<TextArea
					id={`${id}-body`}
					label="Body (JSON)"
					rows={Math.min(12, values.body.split('\n').length + 1)}
					value={values.body}
					onValue={(text) => onValues({...values, body: text})}
				/>
			)}
		</>
	);
}

/** One operation: what it does, what it takes and gives, and an example that runs. */
export function OperationView({operation}: {readonly operation: Operation}) {
	const {method, path, summary, description, parameters, bodySchema, answerSchema} = operation;
	const [values, setValues] = useState<Values>({
		parameters: new Map(parameters.map(({name, example = ''}) => [name, example])),
		body: operation.body ?? '',
	});
	const [open, setOpen] = useState(false);
	return (
		<details class="card operation" onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>
				<code class={`method ${method.toLowerCase()}`}>{method}</code> <code>{path}</code> <span>{summary}</span>
			</summary>
			{!open ? null : (
				<>
					<p>
						<Prose text={description} />
					</p>
					{bodySchema === undefined ? null : <SchemaView title="What it takes" schema={bodySchema} />}
					{answerSchema === undefined ? null : <SchemaView title="What it gives" schema={answerSchema} />}
					<h3>Try it</h3>
					<Inputs operation={operation} values={values} onValues={setValues} />
					<pre class="response">{curlOf(operation, values)}</pre>
					<TryIt operation={operation} path={pathOf(operation, values)} body={values.body} />
				</>
			)}
		</details>
	);
}
