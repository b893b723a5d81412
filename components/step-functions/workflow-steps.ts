/** Steps of a `Workflow`: one function for each kind of step. */
export * from "./workflow-flow";
export * from "./workflow-tasks";
export * from "./workflow-textract";
