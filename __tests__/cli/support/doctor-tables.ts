import type { RecordedAnswers } from "./call";
import {
  HUB,
  HUB_FAULTS,
  HUB_NOTES,
  HUB_OF_SPOKE,
  HUB_OF_SPOKE_FAULTS,
  SPOKE,
  SPOKE_FAULTS,
  SPOKE_NOTES,
} from "./hub-faults";
import { SCALR_DESTINATIONS, SCALR_FAULTS } from "./scalr-faults";
import { HEALTHY, type PlantedFault, SYNC_FAULTS, SYNC_NOTES, withAnswers } from "./sync-faults";

/** What doctor is run on. */
export interface Deployment {
  readonly answers: RecordedAnswers;
  /** Answers with the profile of the hub's account; default: doctor has no such profile. */
  readonly hub?: RecordedAnswers;
}

export interface DoctorTable {
  readonly faults: readonly PlantedFault[];
  /** What doctor calls them. */
  readonly kind: "findings" | "notes";
  /** A healthy deployment, but for these answers. */
  readonly plant: (answers: RecordedAnswers) => Deployment;
}

const inHealthy = (healthy: RecordedAnswers) => (answers: RecordedAnswers) => ({
  answers: withAnswers(healthy, answers),
});

/** The planted faults, by the table of docs/doctor.md that lists them. */
export const DOCTOR_TABLES: Readonly<Record<string, DoctorTable>> = {
  sync: { faults: SYNC_FAULTS, kind: "findings", plant: inHealthy(HEALTHY) },
  hub: { faults: HUB_FAULTS, kind: "findings", plant: inHealthy(HUB) },
  spoke: {
    faults: SPOKE_FAULTS,
    kind: "findings",
    plant: (answers) => ({ answers: withAnswers(SPOKE, answers), hub: HUB_OF_SPOKE }),
  },
  "spoke-hub": {
    faults: HUB_OF_SPOKE_FAULTS,
    kind: "findings",
    plant: (answers) => ({ answers: SPOKE, hub: withAnswers(HUB_OF_SPOKE, answers) }),
  },
  scalr: { faults: SCALR_FAULTS, kind: "findings", plant: inHealthy(SCALR_DESTINATIONS) },
  notes: { faults: SYNC_NOTES, kind: "notes", plant: inHealthy(HEALTHY) },
  "hub-notes": { faults: HUB_NOTES, kind: "notes", plant: inHealthy(HUB) },
  "spoke-notes": { faults: SPOKE_NOTES, kind: "notes", plant: inHealthy(SPOKE) },
};
