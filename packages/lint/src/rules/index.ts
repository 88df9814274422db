import type { Rule } from '../finding.ts'
import { deprecatedField } from './deprecated.ts'
import { duplicateEntry } from './duplicates.ts'
import { imageWithoutEffect } from './images.ts'
import { missingConfig } from './missingConfig.ts'
import { missingType } from './missingType.ts'
import { patchWithoutEffect, patchWithoutMatch } from './patches.ts'
import { replacementWithoutTarget } from './replacements.ts'
import { replicasWithoutEffect } from './replicas.ts'
import { immutableSelector, serviceWithoutPods } from './selectors.ts'
import { unlistedManifest, unusedFile } from './unusedFiles.ts'

/** All rules, in the order in which the documentation lists them. */
export const rules: readonly Rule[] = [
  patchWithoutMatch,
  patchWithoutEffect,
  imageWithoutEffect,
  replicasWithoutEffect,
  replacementWithoutTarget,
  unlistedManifest,
  unusedFile,
  deprecatedField,
  duplicateEntry,
  serviceWithoutPods,
  immutableSelector,
  missingConfig,
  missingType,
]
