import {useState} from 'preact/hooks';

/** Puts a text on the clipboard, and says whether that worked. */
export function Copy({text, what}: {readonly text: string; readonly what: string}) {
	const [said, setSaid] = useState('');
	const run = async () => {
		try {
			await navigator.clipboard.writeText(text);
			setSaid('Copied.');
		} catch {
			setSaid('The browser does not allow it: select the text and copy it.');
		}
	};
	return (
		<span class="copy">
			<button type="button" class="quiet" aria-label={`Copy ${what}`} onClick={run}>
				Copy
			</button>{' '}
			<span role="status" class="hint inline">
				{said}
			</span>
		</span>
	);
}
