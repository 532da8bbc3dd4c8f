import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, program } from './browser.ts';

/** The small browser that comes with WebKitGTK; its folder has the architecture and the version in its name. */
function miniBrowser(): string {
  const [architecture] = readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu'));
  const folder = `/usr/lib/${architecture}`;
  const versions = readdirSync(folder).filter((name) => name.startsWith('webkit2gtk-')).sort();
  return program('MINIBROWSER', `${folder}/${versions.at(-1)}/MiniBrowser`);
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** Sends a command of the WebDriver protocol (W3C) and resolves to its value. */
async function command(url: string, method: 'GET' | 'POST' | 'DELETE', body?: object): Promise<unknown> {
  const answer = await fetch(url, { method, ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }) });
  const { value } = (await answer.json()) as { value: { error?: string; message?: string } };
  if (!answer.ok) throw new Error(`${url}: ${value.error}: ${value.message}`);
  return value;
}

/** Resolves once the driver answers. */
async function ready(driver: ChildProcess, address: string): Promise<void> {
  for (const deadline = Date.now() + 30_000; ; await wait(100)) {
    if (driver.exitCode !== null) throw new Error(`WebKitWebDriver ended with exit code ${driver.exitCode}.`);
    try {
      return void (await command(`${address}/status`, 'GET'));
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

/** WebKit as Debian packages it, over WebDriver, on a screen that nobody sees. */
export async function webkit(): Promise<Browser> {
  const port = await freePort();
  const driver = spawn('xvfb-run', ['--auto-servernum', program('WEBKIT_DRIVER', '/usr/bin/WebKitWebDriver'), `--port=${port}`], { stdio: 'ignore' });
  const address = `http://127.0.0.1:${port}`;
  await ready(driver, address);
  const capabilities = { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } };
  const { sessionId } = (await command(`${address}/session`, 'POST', { capabilities: { alwaysMatch: capabilities } })) as { sessionId: string };
  const session = `${address}/session/${sessionId}`;
  await command(`${session}/timeouts`, 'POST', { script: 120_000, pageLoad: 120_000 });
  return {
    open: async (url) => void (await command(`${session}/url`, 'POST', { url })),
    call: async (task, ...args) => {
      const script = `const done = arguments[arguments.length - 1];
        (async () => (${task})(...Array.from(arguments).slice(0, -1)))().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const answer = (await command(`${session}/execute/async`, 'POST', { script, args })) as { value?: never; error?: string };
      if (answer.error) throw new Error(answer.error);
      return answer.value as never;
    },
    close: async () => {
      await command(session, 'DELETE').catch(() => {});
      driver.kill();
    },
  };
}
