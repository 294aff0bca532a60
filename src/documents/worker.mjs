// The start of a reading's worker. Not TypeScript, because a worker begins without a loader for it, whatever loads the
// sources outside (tsx, vitest). The packages come before the loader, which would take half a second to rewrite pdfjs.
import { parentPort, workerData } from 'node:worker_threads'

// No file may reach out: what a parser might call is gone before it is loaded.
// biome-ignore lint/style/noRestrictedGlobals: the globals themselves are to go
for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']) Reflect.deleteProperty(globalThis, name)

switch (workerData.kind) {
  case 'pdf':
    await import('pdfjs-dist/legacy/build/pdf.mjs')
    await import('pdfjs-dist/legacy/build/pdf.worker.mjs')
    break
  case 'zip':
    await import('mammoth')
    break
  case 'ole':
    await import('word-extractor')
    break
}

// biome-ignore lint/style/noRestrictedImports: here alone, for this file is where a worker begins
const { register } = await import('tsx/esm/api')
register()
const { loadParser } = await import('./work.ts')
const read = await loadParser(workerData)
parentPort.postMessage('ready')
parentPort.postMessage(await read())
