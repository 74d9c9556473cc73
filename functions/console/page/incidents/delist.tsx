import type {ComponentChildren} from 'preact';
import * as z from 'zod/mini';
import {Copy} from '../ui/copy.tsx';
import {Outside} from '../ui/parts.tsx';

/** The ways to ask for removal. */
const delistRequest = z.union([
	z.object({
		way: z.literal('form'),
		url: z.string(),
		fields: z.array(z.object({name: z.string(), value: z.string(), hint: z.optional(z.string())})),
	}),
	z.object({way: z.literal('mail'), to: z.string(), subject: z.string(), body: z.string()}),
	z.object({way: z.literal('lookup'), url: z.string(), query: z.string()}),
]);

function Field({
	name,
	value,
	children,
}: {
	readonly name: string;
	readonly value: string;
	readonly children?: ComponentChildren;
}) {
	return (
		<>
			<h3>{name}</h3>
			{value === '' ? null : (
				<div class="copied">
					<pre class="response">{value}</pre>
					<Copy text={value} what={name} />
				</div>
			)}
			{children}
		</>
	);
}

function mailLink(to: string, subject: string, body: string): string {
	return `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}

/** The request for removal, filled in as far as the facts go, ready to copy. */
export function Delist({request}: {readonly request: object}) {
	const parsed = delistRequest.safeParse(request);
	if (!parsed.success) return null;
	const ready = parsed.data;
	switch (ready.way) {
		case 'form':
			return (
				<>
					<p>
						Fill in the form at <Outside url={ready.url}>{ready.url}</Outside> with this:
					</p>
					{ready.fields.map(({name, value, hint}) => (
						<Field key={name} name={name} value={value}>
							{hint === undefined ? null : <p class="hint">Fill in yourself: {hint}.</p>}
						</Field>
					))}
				</>
			);
		case 'mail':
			return (
				<>
					<p>
						Send this mail, with what is in brackets filled in:{' '}
						<Outside url={mailLink(ready.to, ready.subject, ready.body)}>open it in your mail program</Outside>
					</p>
					<Field name="To" value={ready.to} />
					<Field name="Subject" value={ready.subject} />
					<Field name="Text" value={ready.body} />
				</>
			);
		case 'lookup':
			return (
				<>
					<p>
						The list says there why it lists you, and how you come off it:{' '}
						<Outside url={ready.url}>{ready.url}</Outside>
					</p>
					<Field name="What to look up" value={ready.query} />
				</>
			);
	}
}
