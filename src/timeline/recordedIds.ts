/** In front of the ids of recorded processes: so that no command on one ever reaches one that runs. */
const PREFIX = 'recorded ';

export function recordedId(id: string): string {
  return isRecorded(id) ? id : PREFIX + id;
}

export function isRecorded(id: string): boolean {
  return id.startsWith(PREFIX);
}
