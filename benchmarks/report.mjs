// The results as a page of Markdown.

export function markdown({ machine, commands, growth, warm, shipped, library }) {
  const names = commands.find(({ peers }) => peers[0].median !== undefined)?.peers.map(({ name }) => name) ?? []
  const parts = [
    '# Benchmarks\n',
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}; ${versions(machine)}. ` +
      'Medians of runs in turn, with the quartiles in brackets; ratios are medians of the ratios within a round. ' +
      'Every output was first found to be the same, byte for byte. Written by `pnpm bench`.\n',
    '![milliseconds by case](latest.svg)\n',
    '## Whole commands, milliseconds\n',
    table(
      ['case', ...names, 'kust to kubectl', 'bar'],
      commands.map(({ id, name, identical, peers, bar }) => [
        `${id}. ${name}`,
        ...(identical ? names.map((peer) => spread(peers.find((p) => p.name === peer))) : names.map(() => 'differs')),
        identical ? share(peers[0].toKubectl) : '',
        bar === undefined ? '' : `${bar}`,
      ]),
    ),
  ]
  const weighed = commands.flatMap(({ id, peers }) =>
    peers[0].peakMb === undefined ? [] : [[id, ...peers.map(({ peakMb }) => peakMb?.toFixed(0) ?? '')]],
  )
  if (weighed.length > 0) parts.push('## Peak resident memory, MB\n', table(['case', ...names], weighed))
  if (growth !== undefined) {
    parts.push(
      '## Growth\n',
      `2,400 resources ${spread(growth.small)} ms, 24,000 resources ${spread(growth.large)} ms: ` +
        `${growth.ratio.toFixed(1)} times as long (bar 12).\n`,
    )
  }
  if (warm !== undefined) {
    parts.push(
      '## 10. Warm\n',
      'A living process that has rendered the fleet of case 9; a base changes, and its overlays are rendered again: ' +
        `${spread(warm)} ms each (bar 5).\n`,
    )
  }
  if (library !== undefined) {
    parts.push(
      '## As a library, beside upstream compiled to WebAssembly, milliseconds\n',
      table(
        ['host', 'engine', 'start and first build', 'kust to it', 'warm build', 'kust to it'],
        library.rows.map(({ host, engine, first, warm }) => [
          host,
          engine,
          spread(first),
          share(first.kustTo),
          spread(warm),
          share(warm.kustTo),
        ]),
      ),
      `In-process build of case 3a ${spread(library.floor.build)} ms, \`JSON.parse\` and \`JSON.stringify\` of the ` +
        `same data ${spread(library.floor.json)} ms: ratio ${library.floor.ratio.toFixed(1)} (bar 8).\n`,
      '## Bytes shipped\n',
      table(
        ['engine', 'bytes', 'gzipped'],
        shipped.map(({ engine, bytes, gzipped }) => [engine, `${bytes}`, `${gzipped}`]),
      ),
    )
  }
  return parts.join('\n')
}

function versions({ node, kubectl, kustomize, go, chromium, commit, date }) {
  const known = Object.entries({ Node: node, kubectl, kustomize, Go: go, Chromium: chromium, kust: commit })
  return `${known
    .filter(([, version]) => version)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}; ${date}`
}

function spread(series) {
  if (series?.median === undefined) return ''
  return `${short(series.median)} (${short(series.low)}-${short(series.high)})`
}

function short(number) {
  return number.toFixed(number < 10 ? 2 : number < 100 ? 1 : 0)
}

function share(value) {
  return value === undefined ? '' : value.toFixed(value < 0.1 ? 4 : 2)
}

function table(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  return `${lines.join('\n')}\n`
}
