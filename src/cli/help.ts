import { OLDEST_NODE } from '../base/nodeVersion.ts';

export const help = `Usage: multiprocessing-ts [node options] script.ts [arguments]

Runs a TypeScript or JavaScript program that uses multiprocessing-ts: its top-level functions can be
targets of processes, and it needs no compiler and no installed copy of the package.

Options before the script are passed to Node, for example --inspect or --env-file=.env.

  -h, --help       prints this
  -v, --version    prints the version

The exit code is the program's; 2 when there is no such script. Needs Node ${OLDEST_NODE} or later.
`;
