// Loaded before the command by `measure.mjs`: writes down what memory it took.
const { writeFileSync } = require('node:fs')
process.on('exit', () => {
  writeFileSync(process.env.KUST_REPORT, JSON.stringify({ maxRSS: process.resourceUsage().maxRSS }))
})
