/** Steps that a `Workflow` consists of, each made by one function. */
export * from "./workflow-flow";
export * from "./workflow-tasks";
export * from "./workflow-textract";
