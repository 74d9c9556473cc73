import {describe, expect, test} from 'vitest';
import {withoutEntities} from '#shared/classify/entities.ts';

describe('HTML entities', () => {
	test.each([
		['&lt;jo@example.com&gt;', '<jo@example.com>'],
		['a &amp; b', 'a & b'],
		['&quot;x&quot; &#34;y&#34;', '"x" "y"'],
		['isn&apos;t isn&#39;t isn&#x27;t isn&#X27;t', "isn't isn't isn't isn't"],
		['doesn&rsquo;t', 'doesn’t'],
		['a&nbsp;b&#160;c', 'a b c'],
		['&#60;x&#62; jo&#64;example.com &#38;', '<x> jo@example.com &'],
		['&LT;x&Gt;', '<x>'],
		['&amp;lt;', '&lt;'],
		['&&lt;&x&gt;', '&<&x>'],
	])('%s', (text, plain) => expect(withoutEntities(text)).toBe(plain));

	test.each([
		'no sign',
		'a & b',
		'&',
		'&;',
		'&copy;',
		'&lt',
		'&toolong;',
		'x&ltx;',
		'&#9999;',
		'xlt;',
		'&amp x;',
		'& lt;',
	])('%s stays as it is', (text) => expect(withoutEntities(text)).toBe(text));
});
