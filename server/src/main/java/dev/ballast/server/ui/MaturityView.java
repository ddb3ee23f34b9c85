// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.List;

/**
 * How mature somebody is, with the evidence.
 *
 * @param back address of the whole; empty on its own page
 * @param goal what the steps lead to; empty at the top
 * @param services in short; empty on the page of one
 */
public record MaturityView(
    String sentence,
    String sub,
    String back,
    List<Rung> levels,
    String goal,
    List<Step> steps,
    String more,
    List<Service> services,
    List<Change> history) {

  public MaturityView {
    levels = List.copyOf(levels);
    steps = List.copyOf(steps);
    services = List.copyOf(services);
    history = List.copyOf(history);
  }

  /** One of the four levels, with what it asks for. */
  public record Rung(String name, String title, String css, String word, List<Bullet> bullets) {
    public Rung {
      bullets = List.copyOf(bullets);
    }
  }

  /**
   * One of the fourteen.
   *
   * @param share of the checks that are needed which are proved, 0 to 100
   * @param count such as {@code 3 of 4 needed, 1 failed}
   */
  public record Bullet(
      String text, String css, String word, String share, String count, List<Line> checks) {
    public Bullet {
      checks = List.copyOf(checks);
    }
  }

  /**
   * One check.
   *
   * @param until when its proof ends, in words; empty when there is none
   */
  public record Line(
      String id,
      String title,
      String css,
      String state,
      String text,
      String until,
      String untilExact,
      List<Source> evidence) {
    public Line {
      evidence = List.copyOf(evidence);
    }
  }

  /** Where to look. */
  public record Source(String name, String link, String text, String when, String exact) {}

  /** Something to do. */
  public record Step(
      String text,
      String effort,
      String css,
      String state,
      String why,
      String check,
      String gains) {}

  /** A service in short. */
  public record Service(
      String name,
      String link,
      String team,
      String level,
      String share,
      String proved,
      String claimed,
      String failed,
      String unknown,
      String next) {}

  /** What became of it. */
  public record Change(String when, String exact, String css, String text) {}
}
