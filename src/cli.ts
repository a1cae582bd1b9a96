#!/usr/bin/env node
import { dataCommand } from './cli/data.command.js';
import { evaluateCommand } from './cli/evaluate.command.js';
import { finetuneCommand } from './cli/finetune.command.js';
import { garmentCommand } from './cli/garment.command.js';
import { importCommand } from './cli/import.command.js';
import { modelsCommand } from './cli/models.command.js';
import { tryflowProgram, runProgram } from './cli/program.js';
import { trainExportCommand } from './cli/train-export.command.js';
import { trainCommand } from './cli/train.command.js';
import { trainTorchCommand } from './cli/train-torch.command.js';
import { tryOnCommand } from './cli/try-on.command.js';

const commands = [
  tryOnCommand(),
  garmentCommand(),
  modelsCommand(),
  importCommand(),
  trainCommand(),
  trainExportCommand(),
  trainTorchCommand(),
  finetuneCommand(),
  dataCommand(),
  evaluateCommand(),
];

process.exitCode = await runProgram(tryflowProgram(commands), process.argv);
