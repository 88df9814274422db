// One build for `measure.mjs`; the settings are in the first argument.
import { writeFileSync } from 'node:fs'
import { build } from '../../packages/core/dist/index.js'
import { diskFileSystem, remoteHost } from '../../packages/core/dist/node/index.js'

const { root, target, options, limits, report } = JSON.parse(process.argv[2])
const host = remoteHost({ limits })
const end = await build(target, { ...options, fileSystem: diskFileSystem({ workingDirectory: root }), remote: host })
  .then(() => 'harmless')
  .catch(({ code, stack }) => code ?? stack)
await host.dispose()
writeFileSync(report, JSON.stringify({ end, maxRSS: process.resourceUsage().maxRSS }))
