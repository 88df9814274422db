// Brings pnpm by itself, installs what the lockfile names, then runs one of the workspace's scripts.
// Used by `npm run demo` and `npm test`, so that a fresh machine needs Node, npm and git only.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const { packageManager } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const pnpm = ['--yes', '--', packageManager]
for (const args of [
  ['install', '--frozen-lockfile', '--prefer-offline'],
  ['run', ...process.argv.slice(2)],
]) {
  const { status } = spawnSync('npx', [...pnpm, ...args], { stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) process.exit(status ?? 1)
}
