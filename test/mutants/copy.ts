import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A checkout of its own to break things in: what git knows of the repository (or would add), and the same node_modules.
 * @param committed what is in git's index instead of what is in the folder
 */
export function copyOf(repository: string, folder: string, committed: boolean): string {
  mkdirSync(folder, { recursive: true });
  if (committed) execFileSync('git', ['checkout-index', '--all', `--prefix=${folder}/`], { cwd: repository });
  else {
    const known = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: repository,
      encoding: 'utf8',
    });
    for (const file of new Set(known.split('\0'))) {
      const from = join(repository, file);
      // deleted in the folder, not yet in git
      if (file === '' || !existsSync(from)) continue;
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      copyFileSync(from, join(folder, file));
    }
  }
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}
