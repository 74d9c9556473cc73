import type {Incident} from '#shared/model/incident.ts';

const CACHES = 'Receivers may remember the listing for up to 24 hours.';
/** The newest of them. */
const MAX_DELISTINGS = 3;

/** What DNS says against the resource, then what could not be told; one line where all is good. */
export function dnsLines({evidence}: Incident): string[] {
	if (evidence === undefined || evidence.checks.length === 0) return [];
	const bad = evidence.checks.filter(({verdict}) => verdict === 'bad').map(({words}) => words);
	const unknown = evidence.checks
		.filter(({verdict}) => verdict === 'unknown')
		.map(({check, about}) => `${check} of ${about}`);
	if (bad.length + unknown.length === 0) return ['All that was looked up is in order.'];
	return [...bad, ...(unknown.length === 0 ? [] : [`Could not be told: ${unknown.join(', ')}.`])];
}

/** That the listing is gone, as long as nothing was listed after it; with the hint that this takes time to get about. */
export function delistings({timeline, openedAt}: Incident): string[] {
	const ofEpisode = timeline.filter(({at}) => at >= openedAt);
	const last = ofEpisode.findLastIndex(({what}) => what === 'listed');
	const gone = ofEpisode
		.slice(last + 1)
		.filter(({what}) => what === 'delisted')
		.map(({words}) => words)
		.slice(-MAX_DELISTINGS);
	return gone.length === 0 || gone.some((words) => words.includes('24 hours')) ? gone : [...gone, CACHES];
}
