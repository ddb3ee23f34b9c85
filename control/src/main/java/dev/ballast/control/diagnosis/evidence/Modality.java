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
   * Whether it is known how much normal windows differ in this. One window tells what is normal,
   * but not how far from it the next normal one may be; series bring their own many samples.
   */
  public boolean hasHistory(Scene scene) {
    return switch (this) {
      case RESOURCE, DEMAND, OUTSIDE, SATURATION -> true;
      case NETWORK, WORK, FLOW, OPERATIONS, ERRORS ->
          scene.spans().before().size() >= FEWEST_WINDOWS;
      case LOGS -> scene.logs().before().size() >= FEWEST_WINDOWS;
    };
  }
}
