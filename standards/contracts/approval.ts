/** Error by which a workflow tells a reviewer's rejection from a failure. */
export const REJECTED = "Rejected";
