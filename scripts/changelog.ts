/** CHANGELOG.md after Keep a Changelog 1.1.0: newest first, `## [Unreleased]` above `## [1.2.3] - 2026-01-31`. */

const UNRELEASED = '## [Unreleased]';
const VERSION = /^(\d+)\.(\d+)\.(\d+)$/;

/**
 * Turns what is unreleased into a version, below an empty Unreleased.
 *
 * @param date as YYYY-MM-DD.
 * @throws Error when nothing is unreleased, or the version is there already.
 */
export function closeUnreleased(changelog: string, version: string, date: string): string {
  if (sectionOf(changelog, version) !== null) throw new Error(`CHANGELOG.md has a section for ${version} already.`);
  if (!sectionOf(changelog, 'Unreleased'))
    throw new Error(`CHANGELOG.md has nothing below "${UNRELEASED}"; say there what is new for its readers.`);
  return changelog.replace(UNRELEASED, () => `${UNRELEASED}\n\n## [${version}] - ${date}`);
}

/** What a section says, without its heading; null when there is none. */
export function sectionOf(changelog: string, version: string): string | null {
  const sections = changelog.split(/^(?=## )/m);
  const section = sections.find((text) => text.startsWith(`## [${version}]`));
  return section === undefined ? null : section.split('\n').slice(1).join('\n').trim();
}

/** Whether one version (x.y.z) comes after another. Throws for what is no such version. */
export function isAfter(version: string, other: string): boolean {
  const [a, b] = [version, other].map((text) => {
    const parts = VERSION.exec(text);
    if (!parts) throw new Error(`"${text}" is no version; write it as 1.2.3.`);
    return parts.slice(1).map(Number);
  }) as [number[], number[]];
  const first = a.findIndex((part, i) => part !== b[i]);
  return first >= 0 && (a[first] ?? 0) > (b[first] ?? 0);
}
