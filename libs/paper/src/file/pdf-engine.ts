import { readFileSync } from 'node:fs';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';

/** Of a paper's pages one is held at a time; a thread may use as much for what it makes of them. */
const MOST_MB = 512;
const PAGE_OF_MEMORY = 65_536;

/** PDFium in WebAssembly, built without scripts and forms that fetch: what a file holds of them lies there unread. */
export type PdfEngine = WrappedPdfiumModule & { readonly pdfium: Memory };

/** The engine's memory, seen as numbers of each kind; the views are made anew when it grows. */
interface Memory {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU16: Uint16Array;
  readonly HEAP32: Int32Array;
  readonly HEAPF32: Float32Array;
  readonly HEAPF64: Float64Array;
}

let compiled: WebAssembly.Module | null = null;

/** An engine of its own, for one file: what a broken file leaves in its memory goes with it. */
export async function openPdfEngine(): Promise<PdfEngine> {
  const program = (compiled ??= new WebAssembly.Module(readFileSync(require.resolve('@embedpdf/pdfium/pdfium.wasm'))));
  const engine = await init({
    instantiateWasm: (imports: WebAssembly.Imports, ready: (instance: WebAssembly.Instance) => void) => {
      const instance = new WebAssembly.Instance(program, imports);
      holdMemoryBelow(instance.exports['memory'] as WebAssembly.Memory);
      ready(instance);
      return instance.exports;
    },
    print: () => undefined,
    printErr: () => undefined,
  });
  engine.PDFiumExt_Init();
  return withoutWrapping(engine) as PdfEngine;
}

/** The functions of the program itself: theirs take numbers alone, and are asked for each letter of a page. */
function withoutWrapping(engine: WrappedPdfiumModule): WrappedPdfiumModule {
  const own = engine.pdfium as unknown as Readonly<Record<string, unknown>>;
  const names = Object.keys(engine).filter((name) => typeof own[`_${name}`] === 'function');
  return { ...engine, ...Object.fromEntries(names.map((name) => [name, own[`_${name}`]])) };
}

/** The limits of a thread do not count what WebAssembly takes. Past this the engine ends with an error. */
function holdMemoryBelow(memory: WebAssembly.Memory): void {
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * PAGE_OF_MEMORY > MOST_MB * 1024 * 1024)
      throw new RangeError('a paper needs no more memory');
    return grow(pages);
  };
}
