/**
 * How bad a finding is: 'fatal' breaks callers at once, a 'mistake' makes them learn wrong things, 'advice' is a habit
 * that usually pays.
 */
export type Severity = 'fatal' | 'mistake' | 'advice';

/** Receives findings; may throw to stop at the first one. */
export type Report = (severity: Severity, message: string) => void;
