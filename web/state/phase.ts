export * from '../run/phase.ts';
