/** The file chooser of the browser, without a field on the page. */

/** Opens the chooser; resolves with the file, or null if none was chosen. Browsers allow this only after a press. */
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
