// The fork in the place of CDKTF, as with npm's alias in package.json.
const Module = require("node:module");

const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => resolve(name.replace(/^cdktf(?=$|\/)/, "cdktn"), ...rest);
