/** The planted-bug lab: patients with a real defect each, whose records alone are shown. Lesson: notebooks/08-diagnostics.ipynb. */
export { autopsyOf, GIVE_UP, type Autopsy } from './judge/autopsy';
export { candidates, type BugId, type Candidate } from './ward/catalogue';
export { chartOf, healthyRecords, type PatientChart } from './runs/chart';
export { judgeBug, type Judgement } from './judge/judge';
export {
  advantageTest,
  overfitTest,
  pairingTest,
  ratioTest,
  storageTest,
  termTest,
  type ProbeRow,
} from './probes/tests';
export { healthyRun, plantedRun, type PlantedResult, type PlantedRun, type PlantedRunOptions } from './runs/run';
export { clinicTasks, type Task, type TaskName } from './ward/tasks';
export { patients, type Patient } from './ward/ward';
export { LateObservations } from './defects/buffers';
export { autopsy, candidateList, giveUp, labBoard, nameBug, patientChart } from './show/lab';
