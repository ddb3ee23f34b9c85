// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.Scene;

/** The kinds of evidence; within one of them, the strongest finding about a subject counts. */
public enum Modality {
  RESOURCE("resource"),
  DEMAND("demand"),
  OUTSIDE("outside"),
  NETWORK("network"),
  WORK("work"),
  FLOW("flow"),
  OPERATIONS("operations"),
  LOGS("logs"),
  ERRORS("errors"),
  SATURATION("saturation");

  private static final int FEWEST_WINDOWS = 2;

  private final String word;

  Modality(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /**
   * Whether it is known how much normal windows differ in this. One window tells of times and flows
   * how much its halves differ, but not what else the next one may do that this one did not; series
   * bring their own many samples.
   */
  boolean hasHistory(Scene scene) {
    return switch (this) {
      case RESOURCE, DEMAND, OUTSIDE, SATURATION -> true;
      case NETWORK, WORK, FLOW, ERRORS -> scene.spans().comparable();
      case OPERATIONS -> scene.spans().before().size() >= FEWEST_WINDOWS;
      case LOGS -> scene.logs().before().size() >= FEWEST_WINDOWS;
    };
  }
}
