// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

/**
 * Something to be done.
 *
 * @param suspected the setting that is most likely to blame
 */
public record Finding(Measure measure, Severity severity, String suspected) {

  /** Such as {@code failover}. */
  public String id() {
    return measure.id();
  }
}
