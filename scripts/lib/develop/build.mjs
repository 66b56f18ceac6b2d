import { requireInstalled } from '../npm-packages.mjs';
import { step } from '../steps.mjs';
import { buildWorkspaces } from '../workspaces.mjs';

export async function buildCommand() {
  requireInstalled();
  await step('building the packages', () => buildWorkspaces());
}
