// electron-builder calls this when the program's folder is made, before its fuses are set.
import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** Takes away Electron's own welcome program: nothing but app.asar is to be started. */
export default function afterPack({ packager, appOutDir }) {
  rmSync(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
}
