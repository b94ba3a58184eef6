// Lays SUSHI's output out as a FHIR package: definitions in the folder itself, examples in example/, and package.json.
// Then writes a manifest with the SHA-256 of every input and output, by which a Java test notices an edit of either.
// Usage: node write-package.mjs <fsh-generated> <package folder> <where it will be committed> <manifest>
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const [generated, target, committed, manifest] = process.argv.slice(2);

// Readers look for what a resource is before what it says; the rest of the order does not matter.
const HEAD = ['resourceType', 'id', 'meta', 'extension', 'url', 'identifier', 'version', 'name', 'title', 'status'];

function ordered(resource) {
  const head = HEAD.filter(key => key in resource);
  const rest = Object.keys(resource).filter(key => !HEAD.includes(key));
  return Object.fromEntries([...head, ...rest].map(key => [key, resource[key]]));
}

function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory()
      ? files(join(folder, entry.name)).map(name => posix.join(entry.name, name))
      : [entry.name]
  );
}

mkdirSync(join(target, 'example'), { recursive: true });
const index = JSON.parse(readFileSync(join(generated, 'data', 'fsh-index.json'), 'utf8'));
for (const { outputFile, fshFile } of index) {
  const resource = JSON.parse(readFileSync(join(generated, 'resources', outputFile), 'utf8'));
  const folder = fshFile.startsWith('examples') ? join(target, 'example') : target;
  writeFileSync(join(folder, outputFile), json(ordered(resource)));
}

const { version, license } = JSON.parse(readFileSync('package.json', 'utf8'));
writeFileSync(
  join(target, 'package.json'),
  json({
    name: 'health.consilium.fhir',
    version,
    canonical: 'https://w3id.org/consilium/fhir',
    url: 'https://w3id.org/consilium/fhir',
    title: 'Consilium',
    description: 'Cross-border second opinions in oncology on FHIR R4: profiles, terminology, operations and checklists.',
    type: 'IG',
    author: 'Consilium',
    license,
    fhirVersions: ['4.0.1'],
    dependencies: { 'hl7.fhir.r4.core': '4.0.1' },
    directories: { lib: 'package', example: 'example' },
  })
);

const lines = [
  ...files('input/fsh').map(name => ['input/fsh', name, join('input/fsh', name)]),
  ...files(target).map(name => [committed, name, join(target, name)]),
].map(([folder, name, file]) => {
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
  return `${digest}  ${posix.join(folder, name)}`;
});
const config = createHash('sha256').update(readFileSync('sushi-config.yaml')).digest('hex');
lines.push(`${config}  sushi-config.yaml`);
lines.sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1));
writeFileSync(manifest, `${lines.join('\n')}\n`);
