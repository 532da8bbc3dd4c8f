/** By these a saved run is known for one. */
export const RUN_FORMAT = 'meta-rl-playground-run';
export const RUN_VERSION = 1;
