export {Add} from './add.tsx';
export {Address} from './address.tsx';
export {Export} from './export.tsx';
export {Import} from './import.tsx';
export {List} from './list.tsx';
export {Release} from './release.tsx';
export {Undo} from './undo.tsx';
