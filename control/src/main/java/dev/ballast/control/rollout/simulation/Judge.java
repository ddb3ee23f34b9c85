// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

/** Who judges the simulated rollouts; the first is ours. */
public enum Judge {
  BALLAST("ballast", "this product's judge, with its defaults"),
  FLAGGER("flagger", "Flagger's loop: 0.5 % bad at most, five failed checks"),
  FLAGGER_TUNED(
      "flagger_tuned",
      "Flagger's loop with the thresholds that are best for this very cell, as an oracle would"),
  KAYENTA("kayenta", "Kayenta's judge at the end of each stage"),
  NAIVE_Z("naive_z", "a z-test at 1 %, repeated every minute");

  private final String label;
  private final String description;

  Judge(String label, String description) {
    this.label = label;
    this.description = description;
  }

  public String label() {
    return label;
  }

  public String description() {
    return description;
  }
}
