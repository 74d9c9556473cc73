import * as z from 'zod/mini';
import {ESP_NAMES, type EspName} from '#shared/model/event.ts';
import {isRefusal, type Refusal, refuse} from '#shared/model/refusal.ts';
import {CREDENTIALS, type TenantCredentials} from '#shared/removal/credentials.ts';
import {note} from '#shared/store/audit.ts';
import type {Caller} from './authorize.ts';
import {read} from './input.ts';
import {get, type Means, put, remove} from './route.ts';

const PATH = '/v1/esp-credentials/{esp}';

function espOf(segment: string): EspName | undefined {
	return ESP_NAMES.find((name) => name === segment);
}

const noEsp = (): Refusal =>
	refuse('not-found', `There is no such ESP; there are ${ESP_NAMES.join(', ')}.`, {field: 'esp'});

/** What was sent, by the ESP's own schema. */
function credentialsOf(esp: EspName, body: object): TenantCredentials | Refusal {
	switch (esp) {
		case 'ses': {
			const ses = read(CREDENTIALS.ses, body, 'The body');
			return 'refused' in ses ? ses : {ses};
		}
		case 'sendgrid': {
			const sendgrid = read(CREDENTIALS.sendgrid, body, 'The body');
			return 'refused' in sendgrid ? sendgrid : {sendgrid};
		}
		case 'postmark': {
			const postmark = read(CREDENTIALS.postmark, body, 'The body');
			return 'refused' in postmark ? postmark : {postmark};
		}
	}
}

async function keep(caller: Caller, means: Means, credentials: TenantCredentials, detail: string): Promise<void> {
	const {tenant, key} = caller;
	await means.secrets.write(tenant.id, credentials);
	await note(means.store, [{tenant: tenant.id, at: means.now(), key, action: 'esp-credentials', detail}]);
}

/** Whether the credentials for an ESP are set; they themselves are never told. */
export const showCredentials = get({
	path: PATH,
	role: 'manage',
	summary: "Whether an ESP's credentials are set.",
	query: z.strictObject({}),
	run: async ({caller, segment}, {secrets}) => {
		const esp = espOf(segment);
		if (esp === undefined) return noEsp();
		return {esp, set: (await secrets.read(caller.tenant.id))[esp] !== undefined};
	},
});

/** Keeps the credentials for an ESP, in place of older ones. */
export const setCredentials = put({
	path: PATH,
	role: 'manage',
	summary: "Keeps an ESP's credentials, so that a release takes addresses off its own list too.",
	query: z.strictObject({}),
	body: z.looseObject({}),
	run: async ({caller, segment, body}, means) => {
		const esp = espOf(segment);
		if (esp === undefined) return noEsp();
		const given = credentialsOf(esp, body);
		if (isRefusal(given)) return given;
		const known = await means.secrets.read(caller.tenant.id);
		await keep(caller, means, {...known, ...given}, `${esp}: set`);
		return {esp, set: true};
	},
});

/** Forgets the credentials for an ESP. */
export const removeCredentials = remove({
	path: PATH,
	role: 'manage',
	summary: "Forgets an ESP's credentials.",
	query: z.strictObject({}),
	run: async ({caller, segment}, means) => {
		const esp = espOf(segment);
		if (esp === undefined) return noEsp();
		const {[esp]: forgotten, ...others} = await means.secrets.read(caller.tenant.id);
		if (forgotten !== undefined) await keep(caller, means, others, `${esp}: removed`);
		return {esp, set: false};
	},
});
