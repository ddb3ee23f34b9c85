// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

/** What a watched series has to tell: an anomaly has begun, become worse, or ended. */
public sealed interface Finding {

  /** An anomaly has begun. */
  record Opened(Explanation why) implements Finding {}

  /** The open anomaly is markedly worse than when it was last told. */
  record Worsened(Explanation why) implements Finding {}

  /** The series has been back to normal long enough. */
  record Cleared(long epochMillis, long sinceMillis) implements Finding {}

  /** Samples are overdue: nothing is known, neither good nor bad. */
  record Silent(long sinceMillis) implements Finding {}
}
