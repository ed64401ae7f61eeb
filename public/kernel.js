// The planner's mathematics in a worker: which build this browser takes, and how it is started.

import { script } from "./trusted.js";

/** A module with an instruction for two numbers at a time: valid where such instructions are known. */
const SIMD = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

/** The faster of the two builds that this browser takes. */
export function fastest({ kernel, kernelSimd }) {
  return WebAssembly.validate(SIMD) ? kernelSimd : kernel;
}

/** A worker with the build at this address. */
export function worker(address) {
  return new Worker(script(address), { type: "module" });
}
