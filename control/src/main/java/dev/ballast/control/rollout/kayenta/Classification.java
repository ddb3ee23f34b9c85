// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.kayenta;

/** What Kayenta says of a metric. */
public enum Classification {
  PASS("Pass"),
  HIGH("High"),
  LOW("Low"),
  NODATA("Nodata"),
  /** Without data though it must have some. */
  NODATA_FAIL_METRIC("NodataFailMetric"),
  ERROR("Error");

  private final String label;

  Classification(String label) {
    this.label = label;
  }

  /** As Kayenta writes it. */
  public String label() {
    return label;
  }
}
