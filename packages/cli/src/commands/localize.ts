import { join } from 'node:path'
import { build, localize } from '@kust/core'
import { diskFileSystem, writeFolder } from '@kust/core/node/disk'
import { type ParsedFlags, UsageError } from '../flags.ts'
import { withHosts } from '../hosts.ts'
import { parseLimits } from '../limits.ts'
import { lazyRemoteHost, remoteFlags, remoteHostOptions } from '../remote.ts'
import { printable, type Streams } from '../streams.ts'
import type { Command } from './index.ts'

export const command: Command = {
  about: 'Copy a kustomization, with copies of all that it names on other machines, to a new folder.',
  flags: {
    scope: {
      kind: 'string',
      help: 'The folder that bounds what the target may name on the disk (the target itself by default)',
    },
    'no-verify': { kind: 'boolean', help: 'Do not compare what target and copy render to' },
    ...remoteFlags,
  },
  run: runLocalize,
}

/** Makes a copy of a kustomization that needs no network, and makes sure that it renders to the same. */
async function runLocalize({ values, arguments: places }: ParsedFlags, streams: Streams): Promise<number> {
  if (places.length > 2) throw new UsageError(`localize takes a target and a new folder; found ${places.join(', ')}`)
  const [target = '.', newDirectory = ''] = places
  const limits = parseLimits(values.limit)
  return withHosts(async (hosts) => {
    const remote = lazyRemoteHost(hosts, remoteHostOptions(values, limits))
    const fileSystem = diskFileSystem()
    const scope = typeof values.scope === 'string' ? { scope: values.scope } : {}
    const options = { fileSystem, remote, limits: limits.build }
    const copy = await localize(target, { ...options, ...scope })
    const destination = newDirectory || copy.defaultDestination
    writeFolder(destination, copy.files, copy.emptyFolders)
    if (values['no-verify'] !== true) {
      const original = await build(target, options)
      const localized = await build(join(destination, copy.target), { ...options, fileSystem: diskFileSystem() })
      if (localized.yaml !== original.yaml) {
        streams.err(printable(`error: ${target} and its copy in ${destination} render to different manifests\n`))
        return 1
      }
    }
    streams.err(printable(`localized ${target} to ${destination}\n`))
    return 0
  })
}
