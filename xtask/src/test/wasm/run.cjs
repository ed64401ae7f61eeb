// Runs the tests of one WebAssembly module under Node and prints them as Rust's test harness does.
const wasm = require("./tests.js");
const tests = TESTS;

// wasm-bindgen-test prints through these, and captures what a test itself prints.
global.__wbgtest_og_console_log = console.log;
global.__wbgtest_og_console_error = console.error;
for (const method of ["debug", "log", "info", "warn", "error"]) {
  console[method] = (...args) => wasm[`__wbgtest_console_${method}`](args);
}
global.__wbg_test_invoke = (test) => test();

async function main() {
  const context = new wasm.WasmBindgenTestContext(false);
  context.include_ignored(false);
  context.filtered_count(0);
  return context.run(tests.map((name) => wasm.__wasm[name]));
}

main().then(
  (ok) => process.exit(ok ? 0 : 1),
  (error) => {
    global.__wbgtest_og_console_error(error);
    process.exit(1);
  },
);
