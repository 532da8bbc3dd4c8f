// The runs that were trained beforehand and are delivered with the site (web/stored, made by `npm run stored`).
import type { StoredRuns } from '../run/stored-runs.ts';

const load = () => import('../stored/index.ts');

export const stored: StoredRuns = {
  async of(line) {
    const { points } = await load();
    return points.filter((point) => point.line === line);
  },
  async fetch(point) {
    const { addresses } = await load();
    const response = await fetch(addresses[point.file]!);
    if (!response.ok) throw new Error(`${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  },
};
