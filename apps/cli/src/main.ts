#!/usr/bin/env node
import { CommanderError } from 'commander';
import { leave, letReadersGo, stopAsked } from '@bofu/api';
import { EXIT, exitCodeOf } from './exit-code';
import { program } from './program';
import { explain } from './terminal';

letReadersGo();
// From the start, so that no moment is left at which a signal would leave something running.
void stopAsked();

program.parseAsync().then(
  // Everything opened has been closed by now; a forgotten handle must not keep a shell waiting.
  () => leave(Number(process.exitCode ?? EXIT.fine)),
  (error: unknown) => {
    const code = exitCodeOf(error);
    if (!(error instanceof CommanderError || code === EXIT.fine || code === EXIT.interrupted)) explain(error);
    return leave(code);
  },
);
