/**
 * Titles of the controls that frameworks may name, as their publishers give them. Written down apart from the mapping, so
 * that a control is not added, and a title not changed, without a look at the source that the mapping's file names.
 */
export const CONTROL_TITLES: Readonly<Record<string, { readonly form: RegExp; readonly titles: object }>> = {
  "aws-generative-ai-lens": {
    form: /^GEN(SEC|OPS|REL|PERF|COST|SUS)\d\d-BP\d\d$/,
    titles: {
      "GENOPS02-BP01": "Monitor all application layers",
      "GENSEC01-BP01": "Grant least privilege access to foundation model endpoints",
      "GENSEC01-BP02": "Implement private network communication between foundation models and applications",
      "GENSEC01-BP03": "Implement least privilege access permissions for foundation models accessing data stores",
      "GENSEC01-BP04": "Implement access monitoring to generative AI services and foundation models",
      "GENSEC02-BP01": "Implement guardrails to mitigate harmful or incorrect model responses",
      "GENSEC05-BP01": "Implement least privilege access and permissions boundaries for agentic workflows",
    },
  },
  "eu-ai-act": {
    form: /^Article \d{1,3}[a-z]?$/,
    titles: {
      "Article 10": "Data and data governance",
      "Article 11": "Technical documentation",
      "Article 12": "Record-keeping",
      "Article 14": "Human oversight",
      "Article 15": "Accuracy, robustness and cybersecurity",
      "Article 19": "Automatically generated logs",
      "Article 26": "Obligations of deployers of high-risk AI systems",
      "Article 4a": "Processing of special categories of personal data for bias detection and correction",
    },
  },
  "iso-42001": {
    form: /^A\.(?:[2-9]|10)(\.\d){1,2}$/,
    titles: {
      "A.10.3": "Suppliers",
      "A.4.2": "Resource documentation",
      "A.4.3": "Data resources",
      "A.4.5": "System and computing resources",
      "A.6.2.6": "AI system operation and monitoring",
      "A.6.2.8": "AI system recording of event logs",
      "A.7.2": "Data for development and enhancement of AI systems",
      "A.9.2": "Processes for responsible use of AI systems",
      "A.9.4": "Intended use of the AI system",
    },
  },
  "nist-800-53": {
    form: /^(AC|AU|CA|CM|CP|IA|IR|MP|PL|PM|RA|SA|SC|SI|SR)-\d{1,2}$/,
    titles: {
      "AC-3": "Access Enforcement",
      "AC-4": "Information Flow Enforcement",
      "AC-5": "Separation of Duties",
      "AC-6": "Least Privilege",
      "AU-11": "Audit Record Retention",
      "AU-2": "Event Logging",
      "AU-9": "Protection of Audit Information",
      "CM-6": "Configuration Settings",
      "CM-8": "System Component Inventory",
      "IA-5": "Authenticator Management",
      "MP-6": "Media Sanitization",
      "RA-2": "Security Categorization",
      "SA-9": "External System Services",
      "SC-28": "Protection of Information at Rest",
      "SC-7": "Boundary Protection",
      "SC-8": "Transmission Confidentiality and Integrity",
      "SI-12": "Information Management and Retention",
      "SI-4": "System Monitoring",
    },
  },
};
