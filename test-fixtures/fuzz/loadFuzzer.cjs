// Loaded before the fuzzer: has Node load the copy that `olderLibc.mjs` makes, where KUST_FUZZER names one.
const { dlopen } = process
process.dlopen = (module, path, ...rest) =>
  dlopen.call(process, module, /fuzzer-[\w-]+\.node$/.test(path) ? process.env.KUST_FUZZER : path, ...rest)
