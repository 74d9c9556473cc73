/** `node infra/local/flow.ts` prints the README's picture: what calls each function of the template, and what it writes. */
import {join} from 'node:path';
import process from 'node:process';
import {synthesize} from './assembly.ts';
import {isObject, tryJson} from './json.ts';
import {type FunctionShape, functionsOf, queuesOf, routesOf, schedulesOf, subscriptionsOf} from './resources.ts';
import {type Statement, sourcesOf, statementsOf} from './sources.ts';
import {type Resolver, readTemplate, resolver, type Template} from './template.ts';

/** Actions that leave something behind; every other action only reads. */
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'SendMessage', 'Publish']);

/** So many routes of one function are drawn one by one. */
const MOST_ROUTES = 4;

const PLACE = {region: 'us-east-1', account: '000000000000', sqs: 'http://sqs', url: 'http://here'};

const lastOf = (text: string) => text.slice(Math.max(text.lastIndexOf(':'), text.lastIndexOf('/')) + 1);

const queueName = (arn: string) => `${lastOf(arn)} (SQS)`;

function period(seconds: number): string {
	return seconds % 3_600 === 0 ? `every ${seconds / 3_600} h` : `every ${seconds / 60} minutes`;
}

/** A function's routes, a line each; of many only the folder that they share. */
function routeLines(routes: readonly {readonly method: string; readonly path: string}[]): string[] {
	if (routes.length <= MOST_ROUTES) return routes.map(({method, path}) => `${method.padEnd(4)} ${path}`);
	const paths = routes.map(({path}) => path).sort();
	const [first = ''] = paths;
	const last = paths.at(-1) ?? '';
	let end = 0;
	while (end < first.length && first[end] === last[end]) end += 1;
	return [`HTTP ${first.slice(0, first.lastIndexOf('/', end - 1) + 1)}… (${routes.length} routes)`];
}

/** What calls a function, in words. */
function callersOf({name, arn}: FunctionShape, resolved: Resolver): string[] {
	const {queues, streams} = sourcesOf(resolved);
	const mine = (one: {readonly functionName: string}) => one.functionName === name;
	return [
		...routeLines(routesOf(resolved).filter(({functionArn}) => functionArn === arn)),
		...subscriptionsOf(resolved)
			.filter(({endpoint}) => endpoint === arn)
			.map(({topicArn}) => `SNS  ${lastOf(topicArn)}`),
		...queues.filter(mine).map(({queueArn}) => queueName(queueArn)),
		...streams.filter(mine).map(({table}) => `${table} (stream)`),
		...schedulesOf(resolved)
			.filter(({functionArn}) => functionArn === arn)
			.map(({everySeconds}) => period(everySeconds)),
	];
}

/** The table, queue or topic that a policy's resource is; an index counts as its table. */
function target(arn: string): {readonly name: string; readonly shown: string} {
	const resource = arn.split(':').slice(5).join(':');
	const name = resource.startsWith('table/') ? (resource.split('/')[1] ?? '') : resource;
	return {name, shown: arn.startsWith('arn:aws:sns:') ? `${name} (SNS)` : name};
}

/** What a function writes, and what it only reads: the variables that it is given, by what its role allows on each. */
function sinksOf({environment}: FunctionShape, statements: readonly Statement[]): {writes: string[]; reads: string[]} {
	const given = Object.values(environment).map(lastOf);
	const reached = new Map<string, {readonly shown: string; readonly writes: boolean}>();
	for (const {actions, resources} of statements) {
		const writes = actions.some((action) => WRITES.has(lastOf(action)));
		for (const {name, shown} of resources.map(target)) {
			if (given.includes(name)) reached.set(name, {shown, writes: writes || reached.get(name)?.writes === true});
		}
	}
	const inOrder = given.flatMap((name) => reached.get(name) ?? []);
	return {
		writes: inOrder.filter(({writes}) => writes).map(({shown}) => shown),
		reads: inOrder.filter(({writes}) => !writes).map(({shown}) => shown),
	};
}

/** The topics that fill a function's queues by themselves. */
function topicLines(callers: readonly string[], resolved: Resolver, wide: number): string[] {
	return subscriptionsOf(resolved)
		.filter(({protocol, endpoint}) => protocol === 'sqs' && callers.includes(queueName(endpoint)))
		.map(({topicArn, endpoint}) => `${`${lastOf(topicArn)} (SNS)`.padEnd(wide)} ──▶ ${lastOf(endpoint)}`);
}

/** Where that ends which a function does not manage, however often it is tried. */
function ends(shapes: readonly FunctionShape[], resolved: Resolver): string[] {
	const {streams} = sourcesOf(resolved);
	const last = new Map<string, string[]>();
	for (const {name, undelivered} of shapes) {
		const stream = streams.find(({functionName}) => functionName === name);
		const queue = undelivered.queueArn ?? stream?.failureQueueArn;
		if (queue !== undefined) last.set(lastOf(queue), [...(last.get(lastOf(queue)) ?? []), name]);
	}
	return [...last].map(([queue, names]) => `${names.join(', ')} ──after their retries──▶ ${queue}`);
}

/** The queues' own edge: where a message goes that is received too often. */
function deadLetters(resolved: Resolver): string[] {
	return queuesOf(resolved).flatMap(({name, attributes}) => {
		const policy = tryJson(attributes.RedrivePolicy ?? '');
		if (!isObject(policy)) return [];
		return [`${name} ──after ${policy.maxReceiveCount} tries──▶ ${lastOf(String(policy.deadLetterTargetArn))}`];
	});
}

/** Draws a template's edges: one block a function, in the template's order. */
export function drawFlow(template: Template): string {
	const resolved = resolver(template, PLACE);
	const shapes = functionsOf(resolved, template);
	const statements = statementsOf(resolved);
	const blocks = shapes.map((shape) => ({
		name: shape.name,
		callers: callersOf(shape, resolved),
		...sinksOf(shape, statements.get(lastOf(shape.role)) ?? []),
	}));
	const wide = Math.max(...blocks.flatMap(({callers}) => callers.map(({length}) => length)));
	const named = Math.max(...blocks.map(({name}) => name.length));
	const lines = blocks.flatMap(({name, callers, writes, reads}) => {
		const out = writes.length === 0 ? '' : ` ──▶ ${writes.join(', ')}`;
		const from = reads.length === 0 ? '' : ` ◀── ${reads.join(', ')}`;
		const whole = `${name.padEnd(named)}${out}${out === '' ? from : ''}`.trimEnd();
		const drawn = callers.map((caller, at) => {
			const last = at === callers.length - 1;
			const arrow = callers.length === 1 ? '──▶' : `─${at === 0 ? '┐' : last ? '┴▶' : '┤'}`;
			return `${caller.padEnd(wide)} ${arrow}${last ? ` ${whole}` : ''}`;
		});
		return [...topicLines(callers, resolved, wide), ...drawn];
	});
	return [...lines, ...deadLetters(resolved), ...ends(shapes, resolved)].join('\n');
}

if (import.meta.main) {
	const assembly = await synthesize(join(import.meta.dirname, '..', '..'));
	process.stdout.write(`${drawFlow(readTemplate(assembly))}\n`);
}
