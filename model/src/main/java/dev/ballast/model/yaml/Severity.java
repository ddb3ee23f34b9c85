// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

/** What a problem means for the files it is in. */
public enum Severity {
  /** The files are refused as a whole. */
  ERROR,
  /** The files are taken, and something in them probably is not what was meant. */
  WARNING,
  /** The files are taken, and something in them has no effect. */
  INFO
}
