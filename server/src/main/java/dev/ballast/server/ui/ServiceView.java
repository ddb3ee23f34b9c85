// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.List;

/** The page of one service: is it well, why, what does it hang on, may it be released? */
public record ServiceView(
    String name,
    Top top,
    List<Reason> reasons,
    List<Slo> slos,
    List<Chart> charts,
    String range,
    List<String> ranges,
    List<CapacityView.Line> capacities,
    Neighbours neighbours,
    List<TraceLine> traces,
    List<LogLine> logs,
    List<FeedItem> events,
    Gate gate) {

  /** State by region, the opening sentence, freshness, and open incidents that concern it. */
  public record Top(
      String sentence,
      String cause,
      String about,
      List<Place> places,
      String judged,
      String stale,
      List<Open> incidents) {}

  /** An open incident. */
  public record Open(String id, String link, String css, String sentence) {}

  /** The service in one region. */
  public record Place(String region, Tone tone, String since) {}

  /** A sentence with the evidence it rests on. */
  public record Reason(Tone tone, String where, String text, List<Proof> evidence) {}

  /** Query, window, numbers and rule. */
  public record Proof(String query, String window, String numbers, String rule) {}

  /** An SLO as a whole. */
  public record Slo(
      String name,
      Tone tone,
      String state,
      String target,
      String sli,
      String window,
      Meter budget,
      String exhaustion,
      Chart burnDown,
      List<Burn> burns,
      List<String> regions,
      List<String> notes,
      String problem,
      List<String> queries) {}

  /** One burn-rate rule. */
  public record Burn(
      String rule,
      String severity,
      String factor,
      String longWindow,
      String longRate,
      String shortWindow,
      String shortRate,
      boolean firing) {}

  /** Who calls it and whom it calls. */
  public record Neighbours(
      String blastRadius, List<Neighbour> callers, List<Neighbour> callees, String window) {}

  /** One edge. */
  public record Neighbour(
      String name,
      String region,
      String link,
      Tone tone,
      String rps,
      String errors,
      String mean,
      String kind,
      boolean failing) {}

  /** A failed request. */
  public record TraceLine(
      String link, String id, String name, String status, String took, String when, String exact) {}

  /** A log record. */
  public record LogLine(
      String severity, String body, String when, String exact, String trace, boolean error) {}

  /** Whether and how it may be released. */
  public record Gate(
      Tone tone,
      String verdict,
      List<Fact> facts,
      List<GateRow> rows,
      String policy,
      List<String> reasons,
      String command) {}

  /** A name and what it is. */
  public record Fact(String name, String value) {}

  /**
   * A row of the gate's table.
   *
   * @param counts whether it is the one that decides
   * @param byBudget whether the budget alone would decide so
   */
  public record GateRow(
      String left,
      String strategy,
      String canary,
      String speed,
      boolean counts,
      boolean byBudget) {}
}
