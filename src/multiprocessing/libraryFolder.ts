/** The folder of the bundles, all of which stand side by side: the library loads the child's and the agent's from it. */
export function libraryFolder(): string {
  return __dirname;
}
