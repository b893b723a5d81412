export { exampleRecords } from "@plinth/policies/testing";
