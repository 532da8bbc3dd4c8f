// The programs and headers that are not npm packages: found where they are, else installed through apt.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Stop, step } from './say.mjs';

/** The path of the first of these programs that is there, or undefined. */
export function which(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder || '.', name);
      try {
        accessSync(path, constants.X_OK);
        if (statSync(path).isFile()) return path;
      } catch {
        // not here
      }
    }
  }
  return undefined;
}

const anyOf = (...paths) => paths.some((path) => existsSync(path));

/** A browser for the tests. CHROMIUM names one that is elsewhere. */
export const chromium = () =>
  process.env.CHROMIUM || which('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');

/** Other browsers for the tests. FIREFOX names one that is elsewhere. */
export const firefox = () => process.env.FIREFOX || which('firefox-esr', 'firefox');
export const webkitDriver = () => which('WebKitWebDriver');

/** Where Debian puts a package of Python. */
const pythonPackage = (name) => [`/usr/lib/python3/dist-packages/${name}`, `/usr/local/lib/python3/dist-packages/${name}`];

/** What is needed, how to see whether it is there, and the package that has it; of several names the first that apt knows. */
const needs = {
  emscripten: { what: 'Emscripten', has: () => which('emcc'), apt: 'emscripten' },
  cmake: { what: 'CMake', has: () => which('cmake'), apt: 'cmake' },
  ninja: { what: 'Ninja', has: () => which('ninja', 'make'), apt: 'ninja-build' },
  eigen: {
    what: 'Eigen',
    has: () => anyOf(...['/usr', '/usr/local', '/opt/homebrew'].map((prefix) => `${prefix}/include/eigen3/Eigen/Core`)),
    apt: 'libeigen3-dev',
  },
  compiler: { what: 'a C++ compiler', has: () => process.env.CXX || which('c++', 'g++', 'clang++'), apt: 'g++' },
  googletest: {
    what: "GoogleTest's sources",
    has: () => anyOf('/usr/src/googletest/googletest/src/gtest-all.cc', '/usr/src/gtest/src/gtest-all.cc'),
    apt: 'googletest',
  },
  chromium: { what: 'Chromium', has: chromium, apt: ['chromium', 'chromium-browser'] },
  firefox: { what: 'Firefox', has: firefox, apt: ['firefox-esr', 'firefox'] },
  webkit: { what: "WebKit's driver", has: webkitDriver, apt: 'webkit2gtk-driver' },
  // WebKit's browser wants one.
  screen: { what: 'a virtual screen (Xvfb)', has: () => which('Xvfb'), apt: 'xvfb' },
  // Sphinx comes with them.
  myst: { what: 'MyST for Sphinx', has: () => which('sphinx-build') && anyOf(...pythonPackage('myst_parser')), apt: 'python3-myst-parser' },
  'book-theme': { what: "Sphinx's book theme", has: () => which('sphinx-build') && anyOf(...pythonPackage('sphinx_book_theme')), apt: 'python3-sphinx-book-theme' },
};

const quiet = (command, args) => spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** What tells one version of a needed browser from another; undefined for the needs of builds, whose results have them inside. */
export function versionOf(name) {
  const program = { chromium, firefox, webkit: webkitDriver }[name]?.();
  if (!program) return undefined;
  const { size, mtimeMs } = statSync(program);
  return `${program} ${size} ${mtimeMs}`;
}

/**
 * Options for apt-get. A Node that was put at /usr/bin/node by hand would be overwritten by Debian's nodejs package, on
 * which emscripten depends and which may be too old for Vite: then that one file of the package is left out.
 */
function aptOptions() {
  const options = ['-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];
  const byHand = existsSync('/usr/bin/node') && quiet('dpkg', ['-S', '/usr/bin/node']).status !== 0;
  return byHand ? [...options, '-o', 'Dpkg::Options::=--path-exclude=/usr/bin/node'] : options;
}

/** How apt-get may be run without asking: as root, or through sudo without a password; undefined where neither goes. */
function privilege() {
  if (process.getuid?.() === 0) return [];
  return which('sudo') && quiet('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
}

/** Ubuntu names its browsers otherwise. */
function packageNames(missing) {
  const known = (name) => quiet('apt-cache', ['show', '--no-all-versions', name]).stdout?.includes(`Package: ${name}`);
  return missing.map(({ apt }) => (Array.isArray(apt) ? (apt.find(known) ?? apt[0]) : apt));
}

/** Makes sure of the named needs. Installs what is missing, or says in full how to, and stops. */
export async function ensurePrograms(...names) {
  const missing = names.map((name) => needs[name]).filter((need) => !need.has());
  if (missing.length > 0) {
    const what = missing.map((need) => need.what).join(', ');
    if (!which('apt-get')) {
      throw new Stop(`Missing: ${what}. This system has no apt-get; install them in its own way and run the command again.`);
    }
    const sudo = privilege();
    if (!sudo) {
      const install = ['sudo apt-get install', ...aptOptions().slice(0, 2), ...packageNames(missing), ...aptOptions().slice(4)];
      throw new Stop(`Missing: ${what}. To install them, run\n\n    sudo apt-get update && ${install.join(' ')}\n\nand then this command again.`);
    }
    const apt = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
    await step('Updating the package lists', apt[0], [...apt.slice(1), 'update', '-q']);
    const packages = packageNames(missing);
    await step(`Installing ${packages.join(', ')}`, apt[0], [...apt.slice(1), 'install', '-q', ...aptOptions(), ...packages]);
    const still = missing.filter((need) => !need.has());
    if (still.length > 0) {
      throw new Stop(`Installed ${packages.join(', ')}, but there is still no ${still.map((need) => need.what).join(', no ')}.`);
    }
  }
  if (names.includes('emscripten')) checkEmscripten();
}

const oldest = [3, 1, 6];

function checkEmscripten() {
  const text = quiet('emcc', ['--version']).stdout ?? '';
  const version = /\b(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number);
  if (!version) throw new Stop(`${which('emcc')} does not say its version; it is not a working Emscripten.`);
  const difference = version.map((part, i) => part - oldest[i]).find((part) => part !== 0) ?? 0;
  if (difference < 0) {
    throw new Stop(`Emscripten ${version.join('.')} (${which('emcc')}) is too old: ${oldest.join('.')} or newer is needed.`);
  }
}
