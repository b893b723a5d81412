/** One fault in the input of a user, with what is allowed in its place. */
export interface Fault {
  /** Stable, searchable name: `<layer>/<class>/<fault>`, for example `data/ClassifiedBucket/retentionDays`. */
  readonly id: string;
  /** Where it is, as the user wrote it: `plinth:workload.models[0].id`, `answers.retentionDays`. */
  readonly path: string;
  /** What was found there, safe to print. Default: not shown, because the value is missing or may be a secret. */
  readonly found?: string;
  /** What is allowed, and so how to fix it: `730 to 2555 days for confidential data`. */
  readonly allowed: string;
}

/** Everything that is wrong, in one error. Thrown before anything is registered. */
export class PlinthError extends Error {
  /** Each fault, in the order in which they were found. */
  readonly faults: readonly Fault[];

  /** @param subject What was being checked: `stack support-prod`, `standard acme.yaml`, `ClassifiedBucket answers`. */
  constructor(subject: string, faults: readonly Fault[]) {
    super([`${subject}: ${faults.length} ${faults.length === 1 ? "fault" : "faults"}`, ...faults.map(line)].join("\n"));
    this.name = "PlinthError";
    this.faults = faults;
  }
}

function line({ id, path, found, allowed }: Fault): string {
  return `  ${path}: ${found === undefined ? "" : `found ${found}; `}must be ${allowed} [${id}]`;
}
