import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { type ElectronApplication } from '@playwright/test';
import { electronPath } from './launch.ts';
import { testFile } from './test-company.ts';

/**
 * A profile on a file system of its own that really can be full: a tmpfs in a mount namespace that only the program sees. Needs
 * Linux and user namespaces, no rights.
 */
const mount = 'mount -t tmpfs -o size=48m,mode=0777 tmpfs "$0" && exec "$@"';
/** Not as root inside: Chromium's sandbox refuses that. */
const asNobody = ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'];

/** False where namespaces are not allowed: the test is skipped then, and says so. */
export function canMakeSmallDisk(): boolean {
  const probe = ['--user', '--map-root-user', '--mount', 'sh', '-c', mount, '/mnt', ...asNobody, 'true'];
  return process.platform === 'linux' && spawnSync('unshare', probe).status === 0;
}

/** @param folder exists; becomes the small disk for the program started by what is returned, and for nobody else */
export function smallDiskStarter(folder: string): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
  const script = `#!/bin/sh
exec unshare --user --map-root-user --mount sh -c ${quoted(mount)} ${quoted(folder)} \\
  ${asNobody.join(' ')} ${quoted(electronPath())} "$@"
`;
  const path = testFile('start-on-small-disk.sh', script);
  chmodSync(path, 0o755);
  return path;
}

/** Fills what is left of the disk that holds the profile, to the last byte. @returns bytes written */
export const fillDisk = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ app: main }) => {
    const { appendFileSync, statSync } = process.getBuiltinModule('node:fs');
    const file = `${main.getPath('userData')}/relleno`;
    for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 4)) {
      const piece = Buffer.alloc(size);
      try {
        for (;;) appendFileSync(file, piece);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      }
    }
    return statSync(file).size;
  });

export const freeDisk = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ app: main }) =>
    process.getBuiltinModule('node:fs').rmSync(`${main.getPath('userData')}/relleno`),
  );
