import type {LinkRow} from './row.ts';

/** Where a block list is looked up and left, by the name that the classifier gives it. */
export const BLOCKLIST_LINKS: Readonly<Record<string, LinkRow>> = {
	spamhaus: {
		label: 'Look it up at Spamhaus',
		url: 'https://check.spamhaus.org/query/ip/{ip}',
		bare: 'https://check.spamhaus.org/',
	},
	barracuda: {label: 'Removal at Barracuda', url: 'https://www.barracudacentral.org/rbl/removal-request'},
	spamcop: {
		label: 'Look it up at SpamCop (listings run out by themselves)',
		url: 'https://www.spamcop.net/w3m?action=checkblock&ip={ip}',
		bare: 'https://www.spamcop.net/bl.shtml',
	},
	proofpoint: {
		label: 'Look it up at Proofpoint',
		url: 'https://ipcheck.proofpoint.com/?ip={ip}',
		bare: 'https://ipcheck.proofpoint.com/',
	},
	cloudmark: {label: 'Reset at Cloudmark', url: 'https://csi.cloudmark.com/en/reset/'},
	abusix: {
		label: 'Look it up at Abusix',
		url: 'https://lookup.abusix.com/search?q={ip}',
		bare: 'https://lookup.abusix.com/',
	},
	trendmicro: {label: 'Look it up at Trend Micro', url: 'https://ers.trendmicro.com/reputations'},
	uceprotect: {
		label: 'Look it up at UCEPROTECT (listings run out by themselves)',
		url: 'https://www.uceprotect.net/en/rblcheck.php?ipr={ip}',
		bare: 'https://www.uceprotect.net/en/rblcheck.php',
	},
	surbl: {label: 'Look it up at SURBL', url: 'https://surbl.org/surbl-analysis'},
	uribl: {label: 'Look it up at URIBL', url: 'https://admin.uribl.com/'},
	invaluement: {label: 'Removal at Invaluement', url: 'https://www.invaluement.com/removal/'},
	mailspike: {label: 'Look it up at Mailspike', url: 'https://mailspike.org/iplookup.html'},
	senderscore: {label: 'Look it up at Validity', url: 'https://senderscore.org/'},
};
