import { existsSync } from 'node:fs';
import { launch } from 'puppeteer-core';
import type { Driver } from './driver';

const PROGRAMS = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];

/** Where Firefox is: FIREFOX_PATH, or of the system; undefined when there is none. */
export const firefoxPath = (): string | undefined => [process.env.FIREFOX_PATH ?? '', ...PROGRAMS].find(existsSync);

/** Starts Firefox without a window and speaks WebDriver BiDi to it. */
export async function startFirefox(executablePath: string): Promise<Driver> {
  const browser = await launch({ browser: 'firefox', executablePath, headless: true });
  const page = await browser.newPage();
  await page.setViewport({ width: 1440, height: 900 });
  const locator = (xpath: string) => page.locator(`::-p-xpath(${xpath})`);
  return {
    open: async (url) => void (await page.goto(url)),
    isShown: async (xpath) => (await page.$(`::-p-xpath(${xpath})`))?.isVisible() ?? false,
    click: (xpath) => locator(xpath).click(),
    type: (xpath, text) => locator(xpath).fill(text),
    choose: async (xpath, option) => {
      const value = await locator(`${xpath}/option[normalize-space(.)='${option}']`)
        .map((element) => (element as HTMLOptionElement).value)
        .wait();
      await locator(xpath).fill(value);
    },
    text: () => page.evaluate(() => document.body.innerText),
    close: () => browser.close(),
  };
}
