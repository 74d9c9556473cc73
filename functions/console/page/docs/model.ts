import * as z from 'zod/mini';

const parameter = z.object({
	name: z.string(),
	in: z.enum(['path', 'query']),
	required: z.optional(z.boolean()),
	schema: z.optional(z.unknown()),
	example: z.optional(z.string()),
});

const content = z.object({schema: z.optional(z.unknown()), example: z.optional(z.unknown())});

const operation = z.object({
	operationId: z.string(),
	tags: z.array(z.string()),
	summary: z.string(),
	description: z.string(),
	security: z.optional(z.array(z.unknown())),
	parameters: z.array(parameter),
	requestBody: z.optional(z.object({content: z.object({'application/json': content})})),
	responses: z.record(z.string(), z.unknown()),
});

/** What the documentation shows of the API's description. */
export const openapiSchema = z.object({
	openapi: z.string(),
	info: z.object({title: z.string(), version: z.string(), description: z.string()}),
	tags: z.array(z.object({name: z.string(), description: z.string()})),
	paths: z.record(z.string(), z.record(z.string(), operation)),
	components: z.object({schemas: z.record(z.string(), z.unknown())}),
});
export type Openapi = z.infer<typeof openapiSchema>;

/** One operation with where it is asked. */
export interface Operation extends z.infer<typeof operation> {
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	readonly path: string;
	/** The example of its body as text; undefined where it takes none. */
	readonly body: string | undefined;
	/** What it needs: the schema of its body. */
	readonly bodySchema: unknown;
	readonly answerSchema: unknown;
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

/** The operations of a description, in its order. */
export function operationsOf({paths, components}: Openapi): Operation[] {
	const schemas = new Map(Object.entries(components.schemas));
	return Object.entries(paths).flatMap(([path, operations]) =>
		Object.entries(operations).flatMap(([name, each]) => {
			const method = METHODS.find((known) => known === name.toUpperCase());
			if (method === undefined) return [];
			const json = each.requestBody?.content['application/json'];
			const {operationId: id} = each;
			return [
				{
					...each,
					method,
					path,
					body: json === undefined ? undefined : JSON.stringify(json.example ?? {}, undefined, 2),
					bodySchema: json?.schema,
					answerSchema: schemas.get(`${id.slice(0, 1).toUpperCase()}${id.slice(1)}Answer`),
				},
			];
		}),
	);
}
