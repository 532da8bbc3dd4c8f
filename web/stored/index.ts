// Runs trained beforehand: index.json tells of them, the files beside it hold their snapshots. All are made by `npm run stored`.
import type { StoredPoint } from '../run/stored-runs.ts';
import index from './index.json';

export const points: readonly StoredPoint[] = index.points;

const found = import.meta.glob<string>('./*.snapshot', { query: '?url', import: 'default', eager: true });

/** Where the site has each file. */
export const addresses: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(found).map(([path, address]) => [path.slice(2), address]));
