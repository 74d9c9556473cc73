import type {KeyAnswer} from '#functions/api/answers/key.ts';
import {forgetKey, keepKey} from './key.ts';

/** Who is signed in, as far as the page knows. `said` is why somebody is no longer. */
export interface Session {
	readonly who: KeyAnswer | undefined;
	readonly said: string;
}

let session: Session = {who: undefined, said: ''};
const listeners = new Set<(session: Session) => void>();

function change(next: Session): void {
	session = next;
	for (const listener of listeners) listener(session);
}

export const readSession = (): Session => session;

/** Calls back on each change, until the function that comes back is called. */
export function onSession(listener: (session: Session) => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

export function signedIn(key: string, who: KeyAnswer): void {
	keepKey(key);
	change({who, said: ''});
}

/** Forgets the key; `said` tells why, where the person did not ask for it. */
export function signOut(said = ''): void {
	forgetKey();
	change({who: undefined, said});
}

/** Whether the key that is signed in may change things. */
export const mayManage = (): boolean => session.who?.role === 'manage';
