import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bidi } from './bidi.ts';
import { type Browser, program } from './browser.ts';

/** A visitor's Firefox, but that it asks nobody for news, settings or experiments. */
const preferences = {
  'app.normandy.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#',
  'toolkit.telemetry.server': 'data:,#',
};

/** The address that a starting Firefox says it listens at. */
const addressOf = (process: ChildProcess) =>
  new Promise<string>((resolve, reject) => {
    let said = '';
    process.stderr!.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, address] = /WebDriver BiDi listening on (ws:\S+)/.exec(said) ?? [];
      if (address) resolve(address);
    });
    process.on('error', reject).on('close', () => reject(new Error(`Firefox ended before it listened:\n${said}`)));
  });

interface Called {
  type: 'success' | 'exception';
  result?: { value: string };
  exceptionDetails?: { text: string };
}

/** Firefox as it is installed: it speaks WebDriver BiDi, and needs no driver besides. */
export async function firefox(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
  writeFileSync(join(profile, 'user.js'), Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
  const process = spawn(program('FIREFOX', '/usr/bin/firefox-esr'), ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = new Promise((resolve) => process.on('close', resolve));
  const bidi = await Bidi.connect(`${await addressOf(process)}/session`);
  await bidi.send('session.new', { capabilities: {} });
  // A tab of our own: in the window's first one its first page may come at any time, also after the one that a test asks for.
  const { context } = await bidi.send<{ context: string }>('browsingContext.create', { type: 'tab' });
  const call: Browser['call'] = async (task, ...args) => {
    const { result, exceptionDetails } = await bidi.send<Called>('script.callFunction', {
      functionDeclaration: `async () => JSON.stringify(await (${task})(...${JSON.stringify(args)}))`,
      awaitPromise: true,
      target: { context },
    });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return JSON.parse(result!.value) as never;
  };
  return {
    open: async (url) => void (await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })),
    call,
    close: async () => {
      await bidi.send('browser.close', {}).catch(() => {});
      await gone;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
