import {bothTimes} from './times.ts';

/** An instant by the reader's clock and in UTC. */
export function When({at}: {readonly at: string}) {
	const words = bothTimes(new Date(at));
	return <time dateTime={at}>{words === '' ? at : words}</time>;
}
