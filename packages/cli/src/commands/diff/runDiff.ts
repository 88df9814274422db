import { hasErrors, isDifferent } from '@kust/preview'
import { withBuildOptions } from '../../buildOptions.ts'
import { type ParsedFlags, UsageError } from '../../flags.ts'
import type { Streams } from '../../streams.ts'
import { compareRevisions } from './compareRevisions.ts'
import { compareSources } from './compareSources.ts'
import { present, presentation } from './present.ts'

/** Compares what the arguments and flags say, prints the differences, and answers whether there are any. */
export async function runDiff({ values, arguments: places }: ParsedFlags, streams: Streams): Promise<number> {
  const { base, head, all, live } = values
  if (base === undefined && (head ?? all) !== undefined) throw new UsageError('--head and --all go with --base')
  if (base !== undefined && live !== undefined) throw new UsageError('--base and --live exclude each other')
  const how = presentation(values, streams)
  streams.onLargeInput?.()
  return withBuildOptions(values, async (options) => {
    const showSecrets = values['show-secrets'] === true
    const texts = { base, head, all, live } as Record<'base' | 'head' | 'all' | 'live', string | undefined>
    const compared =
      base === undefined
        ? await compareSources({ places, live: texts.live, options, showSecrets, wantsPlaces: how.wantsPlaces })
        : await compareRevisions(
            { ...texts, base: texts.base!, places, options, showSecrets, wantsPlaces: how.wantsPlaces },
            streams,
          )
    const different = compared.environments.filter(isDifferent)
    streams.out(present({ ...compared, environments: different }, how))
    if (different.some(hasErrors)) return 2
    return different.length > 0 ? 1 : 0
  })
}
