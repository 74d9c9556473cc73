import {ACCOUNT_STORIES} from './accounts.ts';
import {AUTHENTICATION_STORIES} from './authentication.ts';
import {BLOCK_STORIES} from './blocks.ts';
import {CONTENT_STORIES} from './content.ts';
import {RECIPIENT_STORIES} from './recipients.ts';
import type {StoryRow} from './row.ts';
import {THROTTLING_STORIES} from './throttling.ts';

/** All stories, in order of precedence: the first one that fits is told. */
export const STORIES: readonly StoryRow[] = [
	...ACCOUNT_STORIES,
	...BLOCK_STORIES,
	...THROTTLING_STORIES,
	...AUTHENTICATION_STORIES,
	...RECIPIENT_STORIES,
	...CONTENT_STORIES,
];
