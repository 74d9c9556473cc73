import type {AlertWebhookAnswer, TestedWebhookAnswer} from '#functions/api/answers/alert-webhooks.ts';

/** The stand-in's alert webhooks: one that works, and one that was disabled. */
export function fakeWebhooks() {
	const webhooks: AlertWebhookAnswer[] = [
		{
			id: 'a1',
			url: 'https://hooks.example.com/alerts',
			description: 'the night shift',
			kinds: null,
			createdAt: '2026-03-02T09:30:00.000Z',
			failingSince: null,
			disabledAt: null,
			note: null,
		},
		{
			id: 'b2',
			url: `https://hooks.example.net/${'long-path/'.repeat(12)}`,
			description: null,
			kinds: ['ip-ban', 'account-ban'],
			createdAt: '2026-03-02T09:30:00.000Z',
			failingSince: '2026-03-02T09:31:00.000Z',
			disabledAt: '2026-03-07T09:31:00.000Z',
			note: 'Bounceledger, after five days without a success: no answer within 10 seconds.',
		},
	];
	const find = (about: string) => webhooks.find(({id}) => about.startsWith(id));
	return {
		'GET /v1/alert-webhooks': () => ({alertWebhooks: webhooks}),
		'POST /v1/alert-webhooks': (
			_about: string,
			_query: URLSearchParams,
			{url, description = null, kinds = null}: Pick<AlertWebhookAnswer, 'url' | 'description' | 'kinds'>,
		) => {
			const [first] = webhooks;
			const added = {...first!, id: `c${webhooks.length}`, url, description, kinds};
			webhooks.push(added);
			return {...added, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'};
		},
		'POST /v1/alert-webhooks/': (about: string): AlertWebhookAnswer | TestedWebhookAnswer | undefined => {
			const one = find(about);
			if (one === undefined) return undefined;
			if (about.endsWith('/test'))
				return {id: one.id, delivered: false, status: 503, words: 'answered 503', milliseconds: 12};
			Object.assign(one, {failingSince: null, disabledAt: null, note: null});
			return one;
		},
		'DELETE /v1/alert-webhooks/': (about: string) => {
			const index = webhooks.findIndex(({id}) => id === about);
			if (index >= 0) webhooks.splice(index, 1);
			return {id: about, removed: true};
		},
	};
}
