/** The entry of the bundle dist/systemInformation.cjs, which is loaded only where there is no /proc. */
export { processes } from 'systeminformation';
