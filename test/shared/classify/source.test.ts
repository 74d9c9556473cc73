import {describe, expect, test} from 'vitest';
import {classify} from '#shared/classify/classify.ts';

describe('which system wrote a response', () => {
	test.each([
		// Signs of the consumer service before those of Exchange Online, whose machines it shares
		['550 x [AM5EUR03FT045.eop-EUR03.prod.protection.outlook.com] hotmail.com', 'outlook-consumer'],
		['550 x [AM5EUR03FT045.eop-EUR03.prod.protection.outlook.com]', 'exchange-online'],
		// What the row knows of the consumer service, unless another system signs
		["550 SC-001 Unfortunately, messages from 203.0.113.7 weren't sent", 'outlook-consumer'],
		[
			"550 SC-001 Unfortunately, messages from 203.0.113.7 weren't sent, eop.prod.protection.outlook.com",
			'outlook-consumer',
		],
		["550 SC-001 Unfortunately, messages from 203.0.113.7 weren't sent - gsmtp", 'other'],
		// Host names before words of every Exchange
		['550 x STOREDRV [AM6PR05MB0001.eurprd05.prod.outlook.com] gsmtp', 'exchange-online'],
		['550 x STOREDRV gsmtp', 'other'],
		['550 x STOREDRV msexch', 'exchange-server'],
		['550 x STOREDRV', 'exchange-online'],
		// Words of every Exchange: whoever hands them on; an old report is of a server of its own
		['530 5.7.1 Client was not authenticated', 'exchange-online'],
		['host mx.example.org[198.51.100.3] said: 530 5.7.1 Client was not authenticated', 'exchange-online'],
		['#530 5.7.1 Client was not authenticated ##', 'exchange-server'],
		['#< #5.7.1 smtp; 530 5.7.1 Client was not authenticated> #SMTP#', 'exchange-server'],
		['#550 5.7.606 Access denied, banned sending IP ##', 'exchange-online'],
		// What the row knows, against words of every Exchange
		['550 5.7.1 relay recipient in non-accepted domain STOREDRV', 'exchange-server'],
		['550 5.7.1 TRANSPORT.RULES.RejectMessage; x', 'exchange-online'],
		// Microsoft's codes, then the status
		['550 x ATTR2', 'exchange-online'],
		['451 x PRX4', 'exchange-online'],
		['550 x (AS1234)', 'exchange-online'],
		['550 5.7.606 x', 'exchange-online'],
		['550 5.1.1 x', 'other'],
		['550 x', 'other'],
	])('%s', (text, source) => expect(classify({text}).source).toBe(source));
});
