// Renders the example the way a newcomer would: three environments over one base.
import { spawnSync } from 'node:child_process'

const command = ['packages/cli/dist/kust.js', 'build', 'examples/multi-environment/overlays/prod']
console.log(`\n$ node ${command.join(' ')}\n`)
const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' })
if (status === 0) {
  console.log('\nThe same for overlays/dev and overlays/staging, or for a tree of your own:')
  console.log('$ node packages/cli/dist/kust.js build path/to/overlay')
}
process.exitCode = status ?? 1
