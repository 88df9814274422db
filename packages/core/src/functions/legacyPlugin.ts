import { argsOneLinerQuote, pluginOutsideHome } from '../diagnostics/errors/functions.ts'
import { decode } from '../kustomization/decode.ts'
import { object, string } from '../kustomization/shape.ts'
import type { ResId } from '../resource/resId.ts'
import type { MappingNode, Place } from '../yaml/node.ts'

interface PluginArguments {
  argsOneLiner?: string
  argsFromFile?: string
}

const argumentsShape = object<PluginArguments>('plugin', { argsOneLiner: string, argsFromFile: string })

/** Where a plugin lies below the plugin home: `<group>/<version>/<kind in lower case>/<kind>`. */
export function pluginPath({ group, version, kind }: ResId, place: Place): string {
  const path = [group, version, kind.toLowerCase(), kind].filter((part) => part !== '').join('/')
  if (path.split('/').some((part) => part === '' || part === '.' || part === '..' || part.includes('\\'))) {
    throw pluginOutsideHome(path, place)
  }
  return path
}

/** The arguments that a configuration has for its plugin. */
export async function pluginArguments(
  config: MappingNode,
  loadFile: (path: string) => Promise<{ readonly bytes: Uint8Array }>,
): Promise<string[]> {
  const options = { unknownFields: 'ignore', coerce: true } as const
  const { argsOneLiner, argsFromFile } = decode<PluginArguments>(config, argumentsShape, options)
  const args = argsOneLiner ? splitWords(argsOneLiner, config) : []
  if (!argsFromFile) return args
  const { bytes } = await loadFile(argsFromFile)
  const lines = new TextDecoder().decode(bytes).split('\n')
  return [...args, ...lines.map((line) => line.replace(/^ +/, '')).filter((line) => line !== '')]
}

/** Words as a shell would split them, with quotes, backslashes and a comment at the end, and nothing else of it. */
export function splitWords(text: string, place: Place): string[] {
  const words: string[] = []
  let word = ''
  let quote = ''
  let isEscaped = false
  const end = (): void => {
    if (word !== '') words.push(word)
    word = ''
  }
  for (const char of text) {
    if (isEscaped) {
      word += char
      isEscaped = false
    } else if (char === '\\' && quote !== "'") {
      isEscaped = true
    } else if (quote === '' && (char === "'" || char === '"')) {
      quote = char
    } else if (char === quote) {
      quote = ''
    } else if (quote === '' && char === '#') {
      end()
      return words
    } else if (quote === '' && /[\s\u0085]/u.test(char)) {
      end()
    } else {
      word += char
    }
  }
  if (quote !== '') throw argsOneLinerQuote(place)
  end()
  return words
}
