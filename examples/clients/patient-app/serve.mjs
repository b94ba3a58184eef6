// Serves dist/ at http://localhost:9000/, the address with which the demo server knows the app.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

createServer(async (request, response) => {
  const name = basename(new URL(request.url, 'http://x').pathname) || 'index.html';
  try {
    const body = await readFile(`dist/${name}`);
    response.writeHead(200, { 'content-type': `${types[extname(name)]}; charset=utf-8` }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}).listen(9000, 'localhost', () => console.log('http://localhost:9000/'));
