// Makes the TypeScript types of the HTTP interface, and the rules of what is sent, from docs/openapi.json.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { rulesOfBodies } from './body-rules.mjs';
import { BODY_RULES, digestOf, INTERFACE_TYPES, OPENAPI } from './project.mjs';

/** The file as it must be for this document; its first line names the document's digest. */
export async function interfaceTypesFor(document) {
  const nodes = await openapiTypescript(JSON.parse(document));
  return `${firstLine(document)}\n${astToString(nodes)}`;
}

export const bodyRulesFor = (document) =>
  `${firstLine(document)}\nexport const BODY_RULES = ${JSON.stringify(rulesOfBodies(JSON.parse(document)), null, 1)} as const;\n`;

const firstLine = (document) => `// Made from docs/openapi.json ${digestOf(document)}`;

/** Makes what is not made from this document yet. */
export async function makeInterfaceTypes() {
  const document = readFileSync(OPENAPI, 'utf8');
  const upToDate = (file) => existsSync(file) && readFileSync(file, 'utf8').startsWith(`${firstLine(document)}\n`);
  if (!upToDate(INTERFACE_TYPES)) writeFileSync(INTERFACE_TYPES, await interfaceTypesFor(document));
  if (!upToDate(BODY_RULES)) writeFileSync(BODY_RULES, bodyRulesFor(document));
}

if (process.argv[1] === import.meta.filename) await makeInterfaceTypes();
