/** The browser's own file chooser, without a field for it on the page. */

/** Opens the chooser; resolves with the file, or null where none was chosen. Call it from a press. */
export function chooseFile(accept: string): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.onchange = () => resolve(input.files?.[0] ?? null);
    input.oncancel = () => resolve(null);
    input.click();
  });
}
