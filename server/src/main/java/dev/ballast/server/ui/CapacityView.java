// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.List;

/**
 * The page that answers: what runs out, when, how likely, and what is to be done about it?
 *
 * @param items the worst, each with its drawings
 * @param rest one line for each of the others
 * @param more how many are not listed, whose need is least
 */
public record CapacityView(Top top, List<Item> items, List<Line> rest, int more) {

  /** The sentence that opens the page, and the one on what is worst. */
  public record Top(String sentence, String worst, String judged, String stale) {}

  /**
   * One capacity.
   *
   * @param id of its anchor
   * @param limits limit and lead time in words
   * @param full series that are shown with everything
   * @param brief the others
   * @param more how many series were not judged, in words; may be empty
   */
  public record Item(
      String id,
      String name,
      String link,
      String service,
      String serviceLink,
      String limits,
      List<Series> full,
      List<Line> brief,
      String more) {}

  /** What it looks like: class and word. */
  public record State(String css, String word) {}

  /**
   * One series in a line.
   *
   * @param where its labels; empty when it has none
   * @param probability within lead time and safety
   * @param when by which it is as likely reached as not
   */
  public record Line(
      String id,
      String capacity,
      String link,
      String where,
      State state,
      String value,
      Meter use,
      String probability,
      String when,
      String sentence) {}

  /**
   * One series with everything.
   *
   * @param notice what there is instead of a forecast; empty when there is one
   * @param todo heads the action and the command, each of which may be empty
   */
  public record Series(
      Line line,
      String since,
      String notice,
      boolean alarm,
      List<Date> dates,
      Prospect fan,
      Prospect curve,
      String todo,
      String action,
      String command,
      String deadline,
      List<String> why,
      Proof proof) {}

  /** A quantile of the time at which the limit is reached. */
  public record Date(String name, String meaning, String at, String distance, String exact) {}

  /** What it rests on. */
  public record Proof(
      String rule, String explanation, String query, String window, List<Member> members) {}

  /** A forecaster and its error in the back-test, seasonal naive's being 1. */
  public record Member(String name, String error, boolean chosen) {}

  public CapacityView {
    items = List.copyOf(items);
    rest = List.copyOf(rest);
  }
}
