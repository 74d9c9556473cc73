export {Reputation} from './reputation.tsx';
export {Value} from './value.tsx';
