// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

/** What a release is for. */
public enum ChangeClass {
  NORMAL,
  /** Ends or prevents an outage or a breach; allowed when nothing else is. */
  CRITICAL_FIX
}
