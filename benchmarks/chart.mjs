// The times of whole commands as bars, on a logarithmic scale, in SVG.

const left = 400
const width = 420
const barHeight = 12
const colors = { kust: '#2563eb', kubectl: '#9ca3af', kustomize: '#d1d5db', 'node -e 0': '#fbbf24' }

/** @returns {string} */
export function chart(commands) {
  const timed = commands.filter(({ peers }) => peers[0].median !== undefined)
  const highest = Math.max(...timed.flatMap(({ peers }) => peers.map(({ median }) => median)))
  const decades = Math.ceil(Math.log10(highest)) - 1
  const x = (ms) => left + (Math.max(0, Math.log10(ms) - 1) / decades) * width
  const parts = []
  let y = 40
  for (const { id, name, peers } of timed) {
    parts.push(text(left - 8, y + (peers.length * barHeight) / 2 + 4, `${id}. ${name}`, 'end'))
    for (const { name: peer, median } of peers) {
      parts.push(
        `<rect x="${left}" y="${y}" width="${(x(median) - left).toFixed(1)}" height="${barHeight - 2}" fill="${colors[peer]}"/>`,
        text(x(median) + 4, y + 9, `${Math.round(median)}`, 'start', 9),
      )
      y += barHeight
    }
    y += 10
  }
  const height = y + 10
  for (let decade = 0; decade <= decades; decade++) {
    const at = x(10 ** (decade + 1)).toFixed(1)
    parts.unshift(`<path d="M${at} 36V${y}" stroke="#e5e7eb"/>`)
    parts.push(text(at, 32, `${10 ** (decade + 1)} ms`, 'middle', 9))
  }
  Object.entries(colors).forEach(([peer, color], i) => {
    parts.push(`<rect x="${left + i * 100}" y="8" width="10" height="10" fill="${color}"/>`)
    parts.push(text(left + i * 100 + 14, 17, peer, 'start'))
  })
  const total = left + width + 60
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${total} ${height}" font-family="sans-serif" font-size="11"><title>Milliseconds by case, of kust and others</title>
<rect width="${total}" height="${height}" fill="#fff"/>
${parts.join('\n')}
</svg>
`
}

function text(x, y, content, anchor, size) {
  const font = size === undefined ? '' : ` font-size="${size}"`
  return `<text x="${x}" y="${y}" text-anchor="${anchor}"${font}>${content}</text>`
}
