// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

/** How far an SLO's answers tell regions apart, by the label cloud_region; worst last. */
public enum Split {
  /** All of it, or nothing says its region. */
  CLEAN(""),
  /** Some events happened nowhere, so the regions do not add up to the whole. */
  SOME_WITHOUT_REGION("some samples have no cloud_region, so the whole is judged too"),
  /**
   * The total tells regions apart and the part does not, so what was good or bad in a region is not
   * known.
   */
  PART_WITHOUT_REGION("the part has no cloud_region, so only the whole is judged");

  private final String text;

  Split(String text) {
    this.text = text;
  }

  /** What that means, for people; empty when all is well. */
  public String text() {
    return text;
  }

  Split worse(Split other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
