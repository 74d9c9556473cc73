import {parseArgs} from 'node:util';
import {isTenantId} from '#shared/model/names.ts';
import {isRefusal} from '#shared/model/refusal.ts';
import {ROLES} from '#shared/model/tenant.ts';
import {failed, type Io, wrongUse} from './io.ts';
import {nearest} from './nearest.ts';
import {openStack} from './stack.ts';
import {FIRST_KEY} from './tenant-create.ts';
import {listVerb, VERBS} from './tenant-verbs.ts';

/** Creates, shows and changes tenants. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values, positionals} = parseArgs({
		args,
		allowPositionals: true,
		options: {
			stack: {type: 'string'},
			region: {type: 'string'},
			role: {type: 'string', default: 'manage'},
			name: {type: 'string', default: FIRST_KEY},
			finish: {type: 'boolean', default: false},
			json: {type: 'boolean', default: false},
		},
	});
	const [verb = '', id = '', ...rest] = positionals;
	const role = ROLES.find((one) => one === values.role);
	const run = VERBS.get(verb);
	if (run === undefined && verb !== 'list') {
		return wrongUse(
			io,
			`tenant what? Did you mean "tenant ${nearest(verb, ['list', ...VERBS.keys()])}"? See: tenant --help`,
		);
	}
	if (role === undefined) return wrongUse(io, `--role is one of: ${ROLES.join(', ')}`);
	if (verb !== 'list' && !isTenantId(id)) {
		return wrongUse(io, `tenant ${verb} needs a tenant: 2 to 40 lower-case letters, digits and hyphens`);
	}
	const stack = await openStack(values);
	if (isRefusal(stack)) return failed(io, stack.detail);
	const asked = {stack, rest, role, name: values.name, finish: values.finish, json: values.json, now: new Date()};
	const said = run === undefined || !isTenantId(id) ? await listVerb(asked) : await run({...asked, id});
	if (typeof said !== 'string') return failed(io, said.detail);
	io.out.write(said);
	return 0;
}
