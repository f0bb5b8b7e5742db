/**
 * Instead of parts of CDKTF that no test needs, and that cost more than the rest: where each token was created (jest maps every
 * frame of a stack to its source), and `archiver`, which each test file would load.
 */
module.exports = { captureStackTrace: () => [], captureCreationStack: () => [] };
