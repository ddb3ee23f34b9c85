// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.List;

/**
 * A game day as the page shows it.
 *
 * @param self where this page is
 * @param clock the one clock: what time it is in the plan, and since the fault
 * @param notes where a note is sent; empty when there is no day
 * @param abort where the day is stopped; empty when it is over
 * @param report where the report is; empty before there is one
 * @param waiting plans where real users are that somebody wants
 */
public record GameDayView(
    String self,
    String sentence,
    String sub,
    String css,
    String phase,
    List<Fact> clock,
    List<Step> steps,
    List<Chart> charts,
    List<Found> findings,
    List<String> unknown,
    List<Note> said,
    List<Other> others,
    String notes,
    String abort,
    String report,
    List<Waiting> waiting) {

  /** A name and what it is. */
  public record Fact(String name, String text) {}

  /**
   * A plan where real users are that somebody wants.
   *
   * @param breaks what it does
   * @param missing who has not said yes
   * @param approve where the one who looks says yes; empty when that would not count
   */
  public record Waiting(
      String objective,
      String name,
      String breaks,
      String said,
      String missing,
      String until,
      String approve) {}

  /** A step of the timeline. */
  public record Step(
      String clock,
      String name,
      String kind,
      String css,
      String status,
      String began,
      String text) {}

  /** A series, drawn. */
  public record Chart(String title, String svg) {}

  /** What was found. */
  public record Found(
      String css, String severity, String title, String value, String text, String suspected) {}

  /** A note. */
  public record Note(String when, String by, String text) {}

  /** Another day. */
  public record Other(
      String address, String name, String css, String phase, String when, String found) {}
}
