import { engine, worker } from '#beside';
import { loadModule } from '../../engine/check.ts';
import type { Sources } from '../../engine/sources.ts';

/** Module and worker as files of the package. */
export const sources: Sources = { module: () => loadModule(engine()), worker };
