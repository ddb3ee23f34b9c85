// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.List;

/** How good the diagnosis is: here, and on labelled incidents of others. */
public record ScorecardView(
    String sentence,
    String sub,
    String own,
    List<Case> cases,
    List<Line> unconfirmed,
    List<SystemLine> systems,
    List<Run> runs,
    List<Detector> evidence,
    List<Detector> anomalies) {

  /**
   * A share with its interval, drawn from 0 to 100.
   *
   * @param text such as {@code 0.87}
   * @param between such as {@code 0.77 to 0.94}; empty when nothing is known
   */
  public record Interval(String text, String between, String at, String low, String width) {
    public boolean isKnown() {
      return !between.isEmpty();
    }
  }

  /** An incident whose cause is known. */
  public record Case(
      String id,
      String link,
      String truth,
      String named,
      String css,
      String word,
      String from,
      String when,
      String exact) {}

  /** An incident that is over, and nobody has said what it was. */
  public record Line(String id, String link, String sentence, String when) {}

  /** A system as it was measured last. */
  public record SystemLine(
      String name,
      String cases,
      Interval ac1,
      Interval ac3,
      String avg5,
      String unexplained,
      String accused,
      String time,
      String commit,
      String when,
      String exact) {}

  /** Something that was kept, in a line. */
  public record Run(String when, String exact, String data, String commit, String text) {}

  /** How often one was wrong. */
  public record Detector(String name, String text, Interval wrong) {}

  public ScorecardView {
    cases = List.copyOf(cases);
    unconfirmed = List.copyOf(unconfirmed);
    systems = List.copyOf(systems);
    runs = List.copyOf(runs);
    evidence = List.copyOf(evidence);
    anomalies = List.copyOf(anomalies);
  }
}
