import {LAYERS} from './rules/index.ts';

/** What each file of rows is about, for the table of contents. */
const ABOUT: ReadonlyMap<string, string> = new Map([
	['exchange-online', 'what Exchange Online and its protection service write'],
	['outlook-consumer', 'outlook.com, hotmail.com, live.com, msn.com: RP, SC, DY, OU and S codes'],
	[
		'other-receivers',
		'Gmail, Yahoo, Apple, GMX, T-Online, Comcast, Orange and others, where their words mean something of their own',
	],
	['exchange-server', 'what Exchange writes wherever it runs: RESOLVER, STOREDRV, QUEUE, agents'],
	['blocklists', 'public and commercial block lists of IPs and domains'],
	['wording', 'words that mean the same whoever writes them'],
	['queue', 'what a queue says that gave up, or found nobody'],
	['microsoft-status', "enhanced statuses of Microsoft's own"],
	['enhanced-status', 'RFC 3463 and its registry'],
	['hints', 'weak words'],
	['reply-code', 'the three digits alone'],
	['esp-opinion', 'what SES, SendGrid or Postmark concluded'],
]);

/** The files of rows in the order of precedence, as a Markdown table: what each is about, its rows, its categories. */
export function contents(): string {
	const lines = LAYERS.map(({name, rules}) => {
		const categories = new Set(rules.map(({category}) => category));
		const wordings = rules.reduce((sum, {words}) => sum + (words?.length ?? 0), 0);
		return `| \`${name}\` | ${ABOUT.get(name) ?? ''} | ${rules.length} | ${wordings || '–'} | ${[...categories].sort().join(', ')} |`;
	});
	return ['| file | about | rows | wordings | categories |', '|---|---|---|---|---|', ...lines].join('\n');
}
