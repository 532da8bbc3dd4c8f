// Options that several commands share.
import { Stop } from './say.mjs';

/** Takes `--NAME VALUE` or `--NAME=VALUE` out of the arguments: { value, rest }. */
export function takeOption(args, name, choices) {
  const rest = [...args];
  const at = rest.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  if (at < 0) return { value: choices[0], rest };
  const inOne = rest[at].includes('=');
  const [first, second] = rest.splice(at, inOne ? 1 : 2);
  const value = inOne ? first.slice(name.length + 3) : second;
  if (!choices.includes(value)) throw new Stop(`--${name} is ${value ?? 'missing its value'}: it is one of ${choices.join(', ')}.`);
  return { value, rest };
}

export function engineOption(args) {
  const { value: engine, rest } = takeOption(args, 'engine', ['native', 'wasm']);
  return { engine, rest };
}
