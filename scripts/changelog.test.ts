import { describe, expect, it } from 'vitest';
import { closeUnreleased, isAfter, sectionOf } from './changelog';

const TEXT = `# Changelog

## [Unreleased]

### Added

- A door for $& and its like.

## [0.1.0] - 2026-01-31

- The house.
`;

describe('closeUnreleased', () => {
  it('moves what is new below the version, and leaves the rest', () => {
    const closed = closeUnreleased(TEXT, '0.2.0', '2026-02-01');
    expect(closed).toContain('## [Unreleased]\n\n## [0.2.0] - 2026-02-01\n\n### Added\n\n- A door for $&');
    expect(sectionOf(closed, 'Unreleased')).toBe('');
    expect(sectionOf(closed, '0.2.0')).toBe('### Added\n\n- A door for $& and its like.');
    expect(sectionOf(closed, '0.1.0')).toBe('- The house.');
  });

  it('refuses a version that is there, and a release of nothing', () => {
    expect(() => closeUnreleased(TEXT, '0.1.0', '2026-02-01')).toThrow('CHANGELOG.md has a section for 0.1.0 already.');
    const closed = closeUnreleased(TEXT, '0.2.0', '2026-02-01');
    expect(() => closeUnreleased(closed, '0.3.0', '2026-02-02')).toThrow('nothing below "## [Unreleased]"');
    expect(() => closeUnreleased('# Changelog\n', '0.3.0', '2026-02-02')).toThrow('nothing below');
  });
});

describe('sectionOf', () => {
  it('does not take one version for another', () => {
    expect(sectionOf(TEXT, '0.1')).toBeNull();
    expect(sectionOf(TEXT, '0.10.0')).toBeNull();
  });
});

describe('isAfter', () => {
  it.each([
    ['0.1.1', '0.1.0', true],
    ['0.10.0', '0.9.9', true],
    ['1.0.0', '0.9.9', true],
    ['0.1.0', '0.1.0', false],
    ['0.9.9', '0.10.0', false],
  ])('%s after %s: %s', (version, other, after) => {
    expect(isAfter(version, other)).toBe(after);
  });

  it.each(['v1.2.3', '1.2', '1.2.3-beta', '', '../1.2.3'])('refuses %j', (text) => {
    expect(() => isAfter(text, '0.1.0')).toThrow(`"${text}" is no version; write it as 1.2.3.`);
  });
});
