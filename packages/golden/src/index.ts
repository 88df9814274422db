export { type AssertOptions, assertGolden, overlay } from './assertGolden.ts'
export type { Blame, BlamedLine } from './blame.ts'
export type { RenderOptions } from './buildOptions.ts'
export type { GoldenBuildOptions, GoldenConfig } from './config.ts'
export { type DescribeOptions, describeBlame, describeHunks, describeResult, pathFrom } from './describe.ts'
export {
  checkGolden,
  checkGoldens,
  type DifferenceLine,
  type GoldenOptions,
  type GoldenReport,
  type OverlayResult,
  type UpdateOptions,
  updateGoldens,
} from './goldens.ts'
export { type DiffLine, diffLines } from './lineDiff.ts'
export { type Overlay, openProject, type Project, type ProjectOptions } from './overlays.ts'
export { type MarkedLine, masked, secretLines } from './secrets.ts'
export { findReference, type Reference } from './verify/reference.ts'
export { type Verification, type VerifyOptions, verify } from './verify/verify.ts'
