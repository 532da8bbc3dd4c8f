export { default } from '../../../wasm/engine.d.ts';
