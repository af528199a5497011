import { describe, expect, it } from 'vitest';
import { isShortcut } from '#components/shared/keyboard/keys.ts';

const held = { ctrlKey: true, metaKey: false, altKey: false, shiftKey: false };
const press = (key: string, code: string) => ({ ...held, key, code });

describe('a shortcut', () => {
  it.each([
    ['a QWERTY layout', 'z', 'KeyZ'],
    ['Caps Lock', 'Z', 'KeyZ'],
    ['AZERTY, where the letter is elsewhere', 'z', 'KeyW'],
    ['Dvorak, where the letter is elsewhere', 'z', 'Slash'],
    ['a Russian layout', 'я', 'KeyZ'],
    ['a Greek layout', 'ζ', 'KeyZ'],
    ['a Hebrew layout', 'ז', 'KeyZ'],
    ['a Hindi layout, where the key is a vowel sign', '\u0946', 'KeyZ'],
  ])('is pressed in %s', (_, key, code) => {
    expect(isShortcut(press(key, code), 'z')).toBe(true);
  });

  it.each([
    ['AZERTY has another letter at its place', 'w', 'KeyZ'],
    ['Dvorak has a punctuation mark at its place', ';', 'KeyZ'],
    ['a Russian layout has it elsewhere', 'я', 'KeyQ'],
  ])('is not pressed where %s', (_, key, code) => {
    expect(isShortcut(press(key, code), 'z')).toBe(false);
  });

  it('is a letter with Ctrl or ⌘ alone', () => {
    const z = press('z', 'KeyZ');
    expect(isShortcut({ ...z, ctrlKey: false, metaKey: true }, 'z')).toBe(true);
    expect(isShortcut({ ...z, ctrlKey: false }, 'z')).toBe(false);
    expect(isShortcut({ ...z, altKey: true }, 'z')).toBe(false);
    expect(isShortcut({ ...z, shiftKey: true }, 'z')).toBe(false);
  });
});
