// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

/** Which references have to lead to a resource in the files that are read. */
public enum References {
  /** All of them: the files are a complete configuration. */
  ALL,
  /** Those to SLIs and to alert resources; services and data sources may be elsewhere. */
  INLINED,
  /** None: a single file of a larger set is looked at alone. */
  NONE
}
