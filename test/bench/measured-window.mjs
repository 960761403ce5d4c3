// Main script of the start-up benchmark: an empty window, or the program itself, both watched in the same way from outside.
// argv: [--empty | --program] ; prints one JSON line when the window can be used, then stays until it is killed.
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

const empty = process.argv.includes('--empty');
const startedAt = Number(process.env['BENCH_STARTED_AT']);
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** Resolves in the page when there is something to press (program) or the body is painted (empty window). */
const usable = `new Promise((resolve) => {
  const look = () => ${empty ? 'true' : "document.querySelector('#root button:not([disabled])')"}
    ? requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)))
    : setTimeout(look, 4);
  look();
})`;

app.on('browser-window-created', (_event, window) => {
  const shown = new Promise((resolve) => window.once('show', resolve));
  const drawn = new Promise((resolve) =>
    window.webContents.once('dom-ready', () => resolve(window.webContents.executeJavaScript(usable))),
  );
  void Promise.all([shown, drawn]).then(() => say({ usableMs: Date.now() - startedAt }));
});

if (empty) {
  app.setPath('userData', process.env['APP_USER_DATA']);
  void app.whenReady().then(() => {
    const window = new BrowserWindow({ width: 1366, height: 768, show: false });
    window.once('ready-to-show', () => window.show());
    return window.loadURL('data:text/html,<title>empty</title><p>empty');
  });
} else await import(join(process.cwd(), 'out/main/main.js'));
