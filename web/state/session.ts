// Parts still say Session; it is the run's model.
export { Run as Session } from '../run/run.ts';
