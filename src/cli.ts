#!/usr/bin/env node
import { garmentCommand } from './cli/garment.command.js';
import { importCommand } from './cli/import.command.js';
import { modelsCommand } from './cli/models.command.js';
import { tryflowProgram, runProgram } from './cli/program.js';
import { tryOnCommand } from './cli/try-on.command.js';

const commands = [tryOnCommand(), garmentCommand(), modelsCommand(), importCommand()];

process.exitCode = await runProgram(tryflowProgram(commands), process.argv);
