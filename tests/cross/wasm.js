// SPDX-License-Identifier: MIT
//
// node wasm.js FILE.wasm: runs it, and prints what it prints.
const fs = require("fs");
let memory;
const print = (at) => {
    const bytes = new Uint8Array(memory.buffer, at);
    process.stdout.write(Buffer.from(bytes.subarray(0, bytes.indexOf(0))));
};
WebAssembly.instantiate(fs.readFileSync(process.argv[2]), { host: { print } }).then((made) => {
    memory = made.instance.exports.memory;
    process.exit(made.instance.exports.run());
});
