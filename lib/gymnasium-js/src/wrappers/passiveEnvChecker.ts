import { type Report } from '../checker/findings.js';
import { checkRender } from '../checker/renderChecks.js';
import { checkResetResult, checkStepResult } from '../checker/resultChecks.js';
import { sharesData } from '../checker/sameData.js';
import { checkSpace } from '../checker/spaceChecks.js';
import type { Env, Info, ResetOptions, ResetResult, StepResult } from '../env.js';
import { EnvironmentCheckError } from '../errors.js';
import { logger } from '../logger.js';
import { nameOf, StatelessWrapper } from './wrapper.js';

/**
 * Watches the first `reset`, the first two `step`s and the first `render` for breaches of the contract, without changing
 * anything: what would break callers throws, other mistakes are warned about once. `make` adds it; afterwards it only
 * looks whether a step returned a result at all. `checkEnv` looks much closer.
 */
export class PassiveEnvChecker<Obs, Act> extends StatelessWrapper<Obs, Act> {
  private resetChecked = false;
  private renderChecked = false;
  private stepsToCheck = 2;
  private steps = 0;
  private warned = false;
  private previous: { observation: unknown; info: Info } | null = null;

  constructor(env: Env<Obs, Act>) {
    super(env);
    checkSpace(env.actionSpace, 'action', this.report);
    checkSpace(env.observationSpace, 'observation', this.report);
  }

  private readonly report: Report = (severity, message) => {
    if (severity === 'fatal') throw new EnvironmentCheckError(`${nameOf(this)}: ${message}`);
    if (severity !== 'mistake') return;
    this.warned = true;
    logger.warn(`${nameOf(this)}: ${message}`);
  };

  reset(options?: ResetOptions): ResetResult<Obs> {
    const result = this.env.reset(options);
    if (this.resetChecked) return result;
    this.resetChecked = true;
    checkResetResult(result, this.env.observationSpace, this.report);
    this.previous = result;
    return result;
  }

  step(action: Act): StepResult<Obs> {
    const result = this.env.step(action);
    this.steps++;
    if (this.stepsToCheck > 0) this.checkStep(result);
    else if (!hasForm(result)) this.checkForm(result);
    return result;
  }

  /** Later steps: an error for what is no result, so that callers do not stumble over it, and a warning for lesser mistakes if there was none yet. */
  private checkForm(result: unknown): void {
    checkStepResult(result, this.env.observationSpace, (severity, message) => {
      const text = `${nameOf(this)}: step ${this.steps} since the environment was made: ${message}`;
      if (severity === 'fatal') throw new EnvironmentCheckError(text);
      if (severity === 'mistake' && !this.warned) logger.warn(text);
      this.warned = true;
    });
  }

  private checkStep(result: StepResult<Obs>): void {
    if (this.stepsToCheck === 2) checkStepResult(result, this.env.observationSpace, this.report);
    this.stepsToCheck--;
    const { previous } = this;
    if (previous !== null && sharesData(previous.observation, result.observation)) {
      this.report('mistake', 'two calls returned the same observation array; return a fresh copy each time');
    }
    if (previous !== null && sharesData(previous.info, result.info)) {
      this.report('mistake', 'two calls returned the same info object; return a fresh one each time');
    }
    this.previous = this.stepsToCheck > 0 ? result : null;
  }

  override render(): string | null {
    if (this.renderChecked) return this.env.render();
    this.renderChecked = true;
    return checkRender(this.env, this.report);
  }
}

/** Whether callers can use it: a few comparisons, cheap enough for every step. */
function hasForm(result: StepResult<unknown> | null | undefined): boolean {
  return (
    typeof result === 'object' &&
    result !== null &&
    Number.isFinite(result.reward) &&
    typeof result.terminated === 'boolean' &&
    typeof result.truncated === 'boolean' &&
    typeof result.info === 'object' &&
    result.info !== null
  );
}
