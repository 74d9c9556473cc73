import {CHUNK, MAX_ADDRESSES, portions, splitAddresses} from './addresses.ts';
import {type Answer, checkAddresses, isFailure} from './api.ts';
import {find, make} from './elements.ts';
import {forgetKey, isKey, keepKey, readKey} from './key.ts';
import {resultsView} from './results.ts';

function complain(problem: string): void {
	const place = find('check-problem', HTMLElement);
	place.replaceChildren(make('p', {}, problem));
	place.hidden = problem === '';
}

/** Shows the form that fits: the key first, then the addresses. */
function showForm(problem = ''): void {
	const signedIn = readKey() !== null;
	find('sign-in', HTMLElement).hidden = signedIn;
	find('check-form', HTMLElement).hidden = !signedIn;
	const error = find('key-error', HTMLElement);
	error.textContent = problem;
	error.hidden = problem === '';
	if (!signedIn) find('results', HTMLElement).hidden = true;
}

function signIn(event: Event): void {
	event.preventDefault();
	const input = find('key', HTMLInputElement);
	const key = input.value.trim();
	if (!isKey(key)) {
		showForm('This does not look like an API key: it begins with bl_ and has three parts.');
		input.focus();
		return;
	}
	input.value = '';
	keepKey(key);
	showForm();
	find('addresses', HTMLTextAreaElement).focus();
}

function signOut(problem = ''): void {
	forgetKey();
	showForm(problem);
	find('key', HTMLInputElement).focus();
}

/** Asks portion by portion; the answers, or undefined where it did not work (and the page says why). */
async function checkAll(key: string, addresses: readonly string[]): Promise<Answer[] | undefined> {
	const progress = find('progress', HTMLProgressElement);
	const answers: Answer[] = [];
	progress.hidden = addresses.length <= CHUNK;
	progress.value = 0;
	for (const portion of portions(addresses, CHUNK)) {
		const some = await checkAddresses(key, portion);
		if (isFailure(some)) {
			if (some.signIn) signOut(some.problem);
			else complain(some.problem);
			return undefined;
		}
		answers.push(...some);
		progress.value = answers.length / addresses.length;
	}
	return answers;
}

async function check(event: Event): Promise<void> {
	event.preventDefault();
	const key = readKey();
	if (key === null) return showForm();
	complain('');
	const status = find('check-status', HTMLElement);
	const results = find('results', HTMLElement);
	const addresses = splitAddresses(find('addresses', HTMLTextAreaElement).value);
	results.hidden = true;
	if (addresses.length === 0) return complain('There is no address yet. Paste at least one.');
	if (addresses.length > MAX_ADDRESSES) {
		return complain(
			`These are ${addresses.length.toLocaleString()} addresses; up to ${MAX_ADDRESSES.toLocaleString()} can be checked at once. Check them in portions.`,
		);
	}
	const run = find('run', HTMLButtonElement);
	run.disabled = true;
	status.textContent = `Checking ${addresses.length.toLocaleString()} …`;
	const answers = await checkAll(key, addresses);
	run.disabled = false;
	find('progress', HTMLProgressElement).hidden = true;
	status.textContent = answers === undefined ? '' : `${answers.length.toLocaleString()} checked.`;
	if (answers === undefined) return;
	const view = resultsView(key, answers);
	results.replaceChildren(view);
	results.hidden = false;
	view.querySelector('h2')?.focus();
}

/** The view that checks addresses. */
export function startCheck(): void {
	find('sign-in', HTMLFormElement).addEventListener('submit', signIn);
	find('check-form', HTMLFormElement).addEventListener('submit', check);
	find('sign-out', HTMLButtonElement).addEventListener('click', () => signOut());
	showForm();
}
