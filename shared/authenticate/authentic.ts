import type {RawRequest} from '#shared/model/request.ts';

const proof: unique symbol = Symbol('authentic');

/** A request whose sender is proven. Nothing outside this folder can make one, and only such a request is parsed. */
export interface Authentic {
	readonly [proof]: true;
	readonly request: RawRequest;
}

/** For the schemes of this folder alone: each calls it after its last check. */
export function proven(request: RawRequest): Authentic {
	return {[proof]: true, request};
}
