// Lays the app out in dist/: our files as they are, and the browser build of fhirclient beside them.
import { cpSync, mkdirSync, rmSync } from 'node:fs';

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
for (const file of ['index.html', 'app.css', 'app.js', 'config.js', 'texts.js']) {
  cpSync(`src/${file}`, `dist/${file}`);
}
// The “pure” build leaves out polyfills for browsers that no longer exist: 56 kB instead of 219.
cpSync('node_modules/fhirclient/build/fhir-client.pure.min.js', 'dist/fhir-client.js');
