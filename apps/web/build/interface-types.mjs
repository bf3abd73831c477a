// Makes the TypeScript types of the HTTP interface from docs/openapi.json, where they are not there yet.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { digestOf, INTERFACE_TYPES, OPENAPI } from './project.mjs';

/** The file as it must be for this document; its first line names the document's digest. */
export async function interfaceTypesFor(document) {
  const nodes = await openapiTypescript(JSON.parse(document));
  return `${firstLine(document)}\n${astToString(nodes)}`;
}

const firstLine = (document) => `// Made from docs/openapi.json ${digestOf(document)}`;

export async function makeInterfaceTypes() {
  const document = readFileSync(OPENAPI, 'utf8');
  const upToDate =
    existsSync(INTERFACE_TYPES) && readFileSync(INTERFACE_TYPES, 'utf8').startsWith(`${firstLine(document)}\n`);
  if (!upToDate) writeFileSync(INTERFACE_TYPES, await interfaceTypesFor(document));
}

if (process.argv[1] === import.meta.filename) await makeInterfaceTypes();
