export declare const certificate: string
export declare function serveCharts(folder: string): Promise<{
  readonly repository: string
  readonly registry: string
  readonly close: () => Promise<unknown>
}>
