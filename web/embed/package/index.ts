export { define } from '../../element/define.ts';
export { MetaRlPlayground } from '../../element/element.ts';
