// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

/** The kinds of evidence; within one of them, the strongest finding about a subject counts. */
public enum Modality {
  RESOURCE("resource"),
  DEMAND("demand"),
  OUTSIDE("outside"),
  NETWORK("network"),
  WORK("work"),
  FLOW("flow"),
  OPERATIONS("operations"),
  LOGS("logs");

  private final String word;

  Modality(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
