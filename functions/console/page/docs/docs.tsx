import {ask} from '../client/ask.ts';
import {useAsked} from '../ui/asked.ts';
import {Card, Loading, Problem} from '../ui/parts.tsx';
import {type Openapi, openapiSchema, operationsOf} from './model.ts';
import {OperationView} from './operation.tsx';
import {Prose} from './prose.tsx';

function Contents({openapi}: {readonly openapi: Openapi}) {
	const operations = operationsOf(openapi);
	return (
		<>
			<Card>
				<p>
					<Prose text={openapi.info.description} />
				</p>
				<p>
					<a href="/v1/openapi.json" download="openapi.json">
						The description as a file
					</a>{' '}
					(OpenAPI {openapi.openapi}), for tools and generated clients.
				</p>
			</Card>
			{openapi.tags
				.map((tag) => ({...tag, own: operations.filter(({tags}) => tags.includes(tag.name))}))
				.filter(({own}) => own.length > 0)
				.map(({name, description, own}) => (
					<section key={name} aria-label={name}>
						<h2>{name}</h2>
						<p class="lead">{description}</p>
						{own.map((operation) => (
							<OperationView key={operation.operationId} operation={operation} />
						))}
					</section>
				))}
		</>
	);
}

/** The API's description, rendered, with examples that run. */
export function Docs() {
	const {asked, again} = useAsked('', (signal) => ask(openapiSchema, '/v1/openapi.json', {signal}));
	return (
		<section aria-labelledby="docs-title">
			<h1 id="docs-title">The API</h1>
			<p class="lead">Everything that this console does, your own programs can do.</p>
			{asked.state === 'loading' ? <Loading what="the documentation" lines={8} /> : null}
			{asked.state === 'failed' ? <Problem onAgain={again}>{asked.failure.problem}</Problem> : null}
			{asked.state === 'there' ? <Contents openapi={asked.answer} /> : null}
		</section>
	);
}
