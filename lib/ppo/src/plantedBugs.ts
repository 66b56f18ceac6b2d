/** The planted-bug lab: patients with a real defect each, whose records alone are shown. Lesson: notebooks/08-diagnostics.ipynb. */
export { autopsyOf, GIVE_UP, type Autopsy } from './plantedBugsAutopsy';
export { candidates, type BugId, type Candidate } from './plantedBugsCatalogue';
export { chartOf, healthyRecords, type PatientChart } from './plantedBugsChart';
export { judgeBug, type Judgement } from './plantedBugsJudge';
export {
  advantageTest,
  overfitTest,
  pairingTest,
  ratioTest,
  storageTest,
  termTest,
  type ProbeRow,
} from './plantedBugsProbes';
export { healthyRun, plantedRun, recordsOf, type PlantedResult, type PlantedRunOptions } from './plantedBugsRun';
export { clinicTasks, type Task, type TaskName } from './plantedBugsTasks';
export { patients, type Patient } from './plantedBugsWard';
