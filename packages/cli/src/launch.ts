// Starts the command from the compiled code that an earlier run left behind: compiling it anew would take as long
// as a whole small build. Node's own compile cache would do the same, but only from 22.1 on.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { constants, Script } from 'node:vm'

/** Set by the bundler: a hash of the program, which V8 does not look at when it takes compiled code. */
declare const programHash: string

const folder = cacheFolder()
// One for each command, as each has use for other code; only those that end well are kept, so there are few.
const command = /^[a-z]+$/.exec(process.argv[2] ?? '')?.[0] ?? 'other'
let optimizesLess = false
load('program.js', command)

/** Runs a file that `bundle.mjs` has made a function of, and returns its exports. */
function load(name: string, cacheName: string): unknown {
  const path = join(__dirname, name)
  // Compiled code fits only the flags that it was compiled with.
  const flags = optimizesLess ? '-less' : ''
  const cache = folder && join(folder, `${programHash}-${cacheName}${flags}-${process.version}-${process.arch}`)
  const cachedData = cache === undefined ? undefined : tryRead(cache)
  const script = new Script(readFileSync(path, 'latin1'), {
    filename: path,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData !== undefined && { cachedData }),
  })
  const isKept = cachedData !== undefined && !script.cachedDataRejected
  // What has run by the end is compiled, and little else: the best thing to keep.
  if (cache !== undefined && !isKept) {
    process.on('exit', (status) => {
      if (status === 0) tryWrite(cache, script.createCachedData())
    })
  }
  const module = { exports: {} }
  // The run that keeps the program leaves V8's flags alone.
  script.runInThisContext()(requireFrom, module, {
    isFirst: cache !== undefined && !isKept,
    onLargeInput: isKept ? optimizeLess : undefined,
  })
  return module.exports
}

/** Node's modules, and the libraries beside the program. */
function requireFrom(id: string): unknown {
  const library = /^\.\/libraries\/(.*)\.js$/.exec(id)?.[1]
  return library === undefined ? require(id) : load(`libraries/${library}.js`, library)
}

/**
 * A build of half a second is over before V8's optimizing compiler has paid for itself: on two cores, most of what it does
 * takes time from the build. At a sixth of its eagerness, it still reaches what runs for long.
 */
function optimizeLess(): void {
  optimizesLess = true
  process.getBuiltinModule('node:v8').setFlagsFromString('--interrupt-budget=800000')
}

/** A folder of the user's own, as what lies there is run; undefined if there is none. */
function cacheFolder(): string | undefined {
  const { KUST_CACHE_DIR, XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env
  if (KUST_CACHE_DIR) return KUST_CACHE_DIR
  const base = XDG_CACHE_HOME || LOCALAPPDATA || (HOME && join(HOME, '.cache'))
  return base ? join(base, 'kust') : undefined
}

function tryRead(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

/** Written beside and renamed, so that nobody ever reads half of it. A disk that refuses costs only time. */
function tryWrite(path: string, data: Buffer): void {
  try {
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(`${path}.${process.pid}`, data)
    renameSync(`${path}.${process.pid}`, path)
  } catch {
    // The next run tries again.
  }
}
