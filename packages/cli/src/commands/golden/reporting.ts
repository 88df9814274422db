/** What the reporters of `kust golden` need to know besides the report. */
export interface Reporting {
  readonly action: 'check' | 'update'
  readonly removeOrphans: boolean
  readonly showSecrets: boolean
  readonly isColoured: boolean
}
