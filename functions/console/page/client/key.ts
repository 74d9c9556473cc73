const NAME = 'bounceledger-key';
const SHAPE = /^bl_[a-z0-9-]{2,40}_[A-Za-z0-9_-]{20,100}$/;

/** The API key of this tab, while the tab is open; null where nobody signed in. */
export function readKey(): string | null {
	return sessionStorage.getItem(NAME);
}

/** Whether a text looks like an API key: what is not one is never sent. */
export function isKey(text: string): boolean {
	return SHAPE.test(text);
}

export function keepKey(key: string): void {
	sessionStorage.setItem(NAME, key);
}

export function forgetKey(): void {
	sessionStorage.removeItem(NAME);
}
