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

/** A screen that nobody sees: the process, and the name by which programs know it. */
async function startScreen(): Promise<{ process: ChildProcess; display: string }> {
  const process = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise<string>((resolve, reject) => {
    process.stdio[3]!.once('data', (said) => resolve(String(said).trim()));
    process.on('error', reject).on('close', () => reject(new Error('Xvfb ended before it had a screen.')));
  });
  return { process, display: `:${number}` };
}

const end = (process: ChildProcess) =>
  new Promise((resolve) => {
    process.on('close', resolve);
    if (process.exitCode !== null || !process.kill()) resolve(undefined);
  });

/** A new session: its address. */
async function startSession(driver: ChildProcess, address: string): Promise<string> {
  await ready(driver, address);
  const capabilities = { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } };
  const { sessionId } = (await command(`${address}/session`, 'POST', { capabilities: { alwaysMatch: capabilities } })) as { sessionId: string };
  const session = `${address}/session/${sessionId}`;
  await command(`${session}/timeouts`, 'POST', { script: 120_000, pageLoad: 120_000 });
  return session;
}

/** WebKit as Debian packages it, over WebDriver. */
export async function webkit(): Promise<Browser> {
  const port = await freePort();
  const screen = await startScreen();
  const driver = spawn(program('WEBKIT_DRIVER', '/usr/bin/WebKitWebDriver'), [`--port=${port}`], { stdio: 'ignore', env: { ...process.env, DISPLAY: screen.display } });
  const endAll = async () => {
    await end(driver);
    await end(screen.process);
  };
  const session = await startSession(driver, `http://127.0.0.1:${port}`).catch(async (error) => {
    await endAll();
    throw error;
  });
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
      await endAll();
    },
  };
}
