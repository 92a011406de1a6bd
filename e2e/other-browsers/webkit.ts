import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { By, Builder, Capabilities } from 'selenium-webdriver';
import type { Driver } from './driver';

const WEBDRIVER = '/usr/bin/WebKitWebDriver';
const XVFB = '/usr/bin/Xvfb';
const LIBRARIES = '/usr/lib';

/** WebKitGTK's own small browser lies in a folder of the machine's architecture and of its version. */
const miniBrowsers = (): string[] =>
  readdirSync(LIBRARIES)
    .filter((folder) => folder.includes('-linux-'))
    .flatMap((folder) =>
      readdirSync(`${LIBRARIES}/${folder}`)
        .filter((name) => name.startsWith('webkit2gtk-'))
        .map((name) => `${LIBRARIES}/${folder}/${name}/MiniBrowser`),
    );

/** Where WebKitGTK's browser is; undefined when it, its driver or Xvfb is missing. */
export const webkitPath = (): string | undefined =>
  existsSync(WEBDRIVER) && existsSync(XVFB) ? miniBrowsers().find(existsSync) : undefined;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Starts an X server that nobody sees. Out: its number, written by itself once it listens, and how to end it. */
const startDisplay = (): Promise<{ display: string; stop: () => void }> =>
  new Promise((resolve, reject) => {
    const xvfb = spawn(XVFB, ['-displayfd', '3', '-screen', '0', '1440x900x24'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    xvfb.once('exit', () => reject(new Error('Xvfb ended at once.')));
    xvfb.stdio[3]?.once('data', (number: Buffer) =>
      resolve({ display: `:${number.toString().trim()}`, stop: () => void xvfb.kill() }),
    );
  });

/** Waits until the driver answers. Throws Error when it does not within ten seconds. */
async function answers(service: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const status = await fetch(`${service}/status`).catch(() => null);
    if (status?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('WebKitWebDriver does not answer.');
}

/** Starts WebKitGTK on a display that nobody sees and speaks WebDriver to it. */
export async function startWebkit(binary: string): Promise<Driver> {
  const { display, stop } = await startDisplay();
  const port = await freePort();
  const program = spawn(WEBDRIVER, [`--port=${port}`], { env: { ...process.env, DISPLAY: display }, stdio: 'ignore' });
  const end = () => {
    program.kill();
    stop();
  };
  process.once('exit', end);
  const service = `http://127.0.0.1:${port}`;
  await answers(service);
  const driver = await new Builder()
    .usingServer(service)
    .withCapabilities(
      new Capabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args: ['--automation'] } }),
    )
    .build();
  const find = (xpath: string) => driver.findElement(By.xpath(xpath));
  return {
    open: (url) => driver.get(url),
    isShown: async (xpath) => {
      for (const element of await driver.findElements(By.xpath(xpath))) if (await element.isDisplayed()) return true;
      return false;
    },
    click: (xpath) => find(xpath).click(),
    type: async (xpath, text) => {
      const field = find(xpath);
      await field.clear();
      await field.sendKeys(text);
    },
    choose: (xpath, option) => find(`${xpath}/option[normalize-space(.)='${option}']`).click(),
    text: () => driver.executeScript<string>('return document.body.innerText'),
    close: async () => {
      await driver.quit().catch(() => undefined);
      end();
    },
  };
}
