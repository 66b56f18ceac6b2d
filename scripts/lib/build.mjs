import { reportAndExit } from './problems.mjs';
import { step } from './steps.mjs';
import { buildWorkspaces } from './workspaces.mjs';

export async function buildCommand() {
  try {
    await step('building the packages', buildWorkspaces);
  } catch (error) {
    reportAndExit(error);
  }
}
