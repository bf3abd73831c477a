import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process as the operating system knows it. A pid alone proves nothing: pids are used again. */
export interface RunningProcess {
  /** When it started, in whatever unit the system counts: equal only for the very same process. */
  readonly startMark: string;
  readonly command: string;
  /** Dead, and not yet taken off the list by its parent. */
  readonly zombie: boolean;
}

/** `null` when no such process exists. */
export function runningProcess(pid: number): RunningProcess | null {
  return process.platform === 'linux' ? fromProcFolder(pid) : fromProcessList(pid);
}

function fromProcFolder(pid: number): RunningProcess | null {
  try {
    // The second field is the program's name in parentheses and may itself hold spaces and parentheses.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return {
      startMark: fields[18] ?? '',
      command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim(),
      zombie: state === 'Z',
    };
  } catch {
    return null;
  }
}

function fromProcessList(pid: number): RunningProcess | null {
  const { status, stdout } = spawnSync('ps', ['-o', 'stat=,lstart=,command=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  const match = status === 0 ? /^\s*(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/.exec(stdout.trim()) : null;
  return match && { startMark: match[2] ?? '', command: match[3] ?? '', zombie: (match[1] ?? '').startsWith('Z') };
}
