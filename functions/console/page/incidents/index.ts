export {Incident} from './incident.tsx';
export {Incidents} from './list.tsx';
