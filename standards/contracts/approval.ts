/** Error of a workflow step that a reviewer rejected. It distinguishes a rejection from a failure. */
export const REJECTED = "Rejected";
