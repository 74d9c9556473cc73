import {isRefusal} from '#shared/model/refusal.ts';
import {type Ask, at, listAt, textAt} from './ask.ts';
import {failed, type Io} from './io.ts';
import {aligned, cut} from './table.ts';

/** What a verb is called with. */
interface Asked {
	/** A URL or an id; empty for the list. */
	readonly about: string;
	readonly kinds: readonly string[] | undefined;
	readonly description: string | undefined;
	readonly json: boolean;
}

interface Verb {
	/** What has to be named; undefined: nothing. */
	readonly about?: 'URL' | 'ID, as "alert-webhooks list" shows it';
	readonly run: (ask: Ask, asked: Asked, io: Io) => Promise<number>;
}

const PATH = '/v1/alert-webhooks';
const ID = 'ID, as "alert-webhooks list" shows it';
const one = (id: string): string => `${PATH}/${encodeURIComponent(id)}`;
const shown = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')}Z`;

function standing(webhook: unknown): string {
	const disabledAt = textAt(webhook, 'disabledAt');
	const failingSince = textAt(webhook, 'failingSince');
	if (disabledAt !== '') return `disabled ${shown(disabledAt)}`;
	return failingSince === '' ? 'fine' : `fails since ${shown(failingSince)}`;
}

async function list(ask: Ask, {json}: Asked, io: Io): Promise<number> {
	const asked = await ask(PATH);
	if (isRefusal(asked)) return failed(io, asked.detail);
	const webhooks = listAt(asked.answer, 'alertWebhooks');
	if (json) {
		for (const webhook of webhooks) io.out.write(`${JSON.stringify(webhook)}\n`);
		return 0;
	}
	if (webhooks.length === 0) {
		io.out.write('Alerts are posted nowhere: alert-webhooks add URL\n');
		return 0;
	}
	const rows = webhooks.map((webhook) => [
		textAt(webhook, 'id'),
		cut(textAt(webhook, 'url'), 44),
		cut(listAt(webhook, 'kinds').join(', ') || 'all kinds', 24),
		standing(webhook),
	]);
	io.out.write(aligned([['id', 'url', 'kinds', 'state'], ...rows], 0));
	for (const webhook of webhooks) {
		const note = textAt(webhook, 'note');
		if (note !== '') io.out.write(`${textAt(webhook, 'id')}: ${cut(note, 300)}\n`);
	}
	return 0;
}

async function add(ask: Ask, {about: url, kinds, description, json}: Asked, io: Io): Promise<number> {
	const asked = await ask(PATH, {
		url,
		...(kinds === undefined ? {} : {kinds}),
		...(description === undefined ? {} : {description}),
	});
	if (isRefusal(asked)) return failed(io, asked.detail);
	const {answer} = asked;
	const id = textAt(answer, 'id');
	io.out.write(
		json
			? `${JSON.stringify(answer)}\n`
			: `Alerts are posted to ${textAt(answer, 'url')} (${id}), signed with this secret, shown this once:\n  ${textAt(answer, 'secret')}\nTry it: alert-webhooks test ${id}\n`,
	);
	return 0;
}

async function remove(ask: Ask, {about: id, json}: Asked, io: Io): Promise<number> {
	const asked = await ask(one(id), undefined, 'DELETE');
	if (isRefusal(asked)) return failed(io, asked.detail);
	io.out.write(json ? `${JSON.stringify(asked.answer)}\n` : `${id} is removed; its secret is deleted.\n`);
	return 0;
}

/** Ends with 1 where the endpoint did not take the alert. */
async function test(ask: Ask, {about: id, json}: Asked, io: Io): Promise<number> {
	const asked = await ask(`${one(id)}/test`, {});
	if (isRefusal(asked)) return failed(io, asked.detail);
	const {answer} = asked;
	const delivered = at(answer, 'delivered') === true;
	const said = `${textAt(answer, 'words')}, after ${textAt(answer, 'milliseconds')} ms`;
	io.out.write(json ? `${JSON.stringify(answer)}\n` : `${delivered ? 'Delivered' : 'Not delivered'}: ${said}.\n`);
	return delivered ? 0 : 1;
}

async function enable(ask: Ask, {about: id, json}: Asked, io: Io): Promise<number> {
	const asked = await ask(`${one(id)}/enable`, {});
	if (isRefusal(asked)) return failed(io, asked.detail);
	io.out.write(json ? `${JSON.stringify(asked.answer)}\n` : `${id} is enabled: the next alert is posted there.\n`);
	return 0;
}

/** What can be done with alert webhooks. */
export const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
	['list', {run: list}],
	['add', {about: 'URL', run: add}],
	['test', {about: ID, run: test}],
	['enable', {about: ID, run: enable}],
	['remove', {about: ID, run: remove}],
]);
