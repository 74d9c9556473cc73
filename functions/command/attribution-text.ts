import {listAt, textAt} from './ask.ts';
import {aligned, cut, type Paint, WIDTH, wrapped} from './table.ts';

/** Places that are printed. */
const SHOWN = 10;

/** What an attribution says, and what follows. */
export function verdict(paint: Paint, told: unknown): string {
	const confident = textAt(told, 'confident');
	const about = confident === '' ? '' : `  ${paint('dim', `confidence ${confident}`)}`;
	return [
		`  ${paint('bold', textAt(told, 'verdict'))}${about}\n`,
		wrapped(textAt(told, 'words'), WIDTH, '  '),
		wrapped(`→ ${textAt(told, 'follows')}`, WIDTH, '  ', '  '),
	].join('');
}

/** Recipient domains or Microsoft clusters, the most blocked first. */
export function places(answer: unknown, field: 'places' | 'clusterPlaces'): string {
	const name = field === 'places' ? 'domain' : 'region';
	const all = listAt(answer, field);
	if (all.length === 0) return '';
	const rows = all
		.slice(0, SHOWN)
		.map((place) => [
			cut(textAt(place, name), 50),
			textAt(place, 'blocked'),
			textAt(place, 'delivered'),
			textAt(place, 'microsoft365') === 'true' ? 'Microsoft 365' : '',
		]);
	const more = all.length > SHOWN ? `  and ${all.length - SHOWN} more\n` : '';
	return (
		aligned([[name === 'domain' ? 'recipient domain' : 'Microsoft cluster', 'blocked', 'delivered'], ...rows]) + more
	);
}
