// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.List;

/** The page of one incident: what is wrong, what to do first, why, and who is hurt. */
public record IncidentView(
    String id,
    Top top,
    List<Step> steps,
    List<Not> not,
    List<Box> way,
    List<Proof> evidence,
    List<Cleared> cleared,
    List<Suspected> others,
    List<String> blind,
    List<Chart> charts,
    List<Fact> hurt,
    List<Fact> context,
    List<Change> changes,
    List<Alert> alerts,
    List<FeedItem> timeline,
    Known known) {

  /** One answer that opens the page: what is asked, the answer in bold, and the rest of it. */
  public record Answer(String question, String strong, String rest, String css, String command) {}

  /**
   * What somebody says that the cause was.
   *
   * @param text empty while nobody has
   * @param css and word of whether Ballast said so, too
   * @param address that takes it; empty when this reader may not say
   * @param names that it may be
   */
  public record Known(String text, String css, String word, String address, List<String> names) {
    public Known {
      names = List.copyOf(names);
    }
  }

  /**
   * What opens the page.
   *
   * @param where place, phase and age, in words
   * @param answers since when, who is hurt, why, and what first
   * @param acknowledge the address that takes it; empty when this reader may not, or it is taken
   * @param notes the address that takes notes; empty when this reader may not
   */
  public record Top(
      Tone tone,
      String word,
      List<String> tags,
      String where,
      String sentence,
      List<String> lines,
      String notice,
      String judged,
      List<Answer> answers,
      String acknowledge,
      String notes) {
    public Top {
      tags = List.copyOf(tags);
      lines = List.copyOf(lines);
      answers = List.copyOf(answers);
    }
  }

  /**
   * Something to do.
   *
   * @param soon when, in a word
   * @param command exactly; may be empty
   * @param checks preconditions, each with its sign
   */
  public record Step(String soon, String text, String why, String command, List<Checked> checks) {}

  /** A precondition. */
  public record Checked(String css, String sign, String word, String text) {}

  /** What is not recommended. */
  public record Not(String action, String why) {}

  /**
   * One station on the way from the cause to users.
   *
   * @param lag from the station before; empty at the first, and where it is not known
   */
  public record Box(String css, String role, String name, String text, String lag, String link) {}

  /**
   * Something that was seen.
   *
   * @param side what it does: {@code for} or {@code against} the cause, or nothing
   * @param queries where the numbers themselves are
   */
  public record Proof(
      String id,
      String kind,
      String text,
      String before,
      String now,
      String side,
      String window,
      List<Query> queries) {}

  /** A query with the address at which its numbers are. */
  public record Query(String text, String link) {}

  /** Who was looked at and is not the cause. */
  public record Cleared(String name, String why, List<String> cites) {}

  /** Who else may be behind it. */
  public record Suspected(String name, String text, Meter score) {}

  /** A name and what it is; {@code strong} comes before the rest in bold. */
  public record Fact(String name, String strong, String text, String css) {}

  /** A change near it. */
  public record Change(
      String css, String word, String what, String why, String when, String exact) {}

  /** An alert of it. */
  public record Alert(
      String name, String source, String severity, String text, String when, String link) {}

  /** So much is shown at once; the rest is one touch away, so that a phone shows all of it. */
  private static final int FIRST = 3;

  private static final int LATEST = 6;

  /** The signals that matter most. */
  public List<Proof> first() {
    return evidence.subList(0, Math.min(FIRST, evidence.size()));
  }

  /** All others. */
  public List<Proof> rest() {
    return evidence.subList(Math.min(FIRST, evidence.size()), evidence.size());
  }

  /** Those of the place that matters most. */
  public List<Chart> firstCharts() {
    return charts.subList(0, Math.min(FIRST, charts.size()));
  }

  /** All other charts. */
  public List<Chart> moreCharts() {
    return charts.subList(Math.min(FIRST, charts.size()), charts.size());
  }

  /** What happened last. */
  public List<FeedItem> latest() {
    return timeline.subList(Math.max(0, timeline.size() - LATEST), timeline.size());
  }

  /** What happened before that. */
  public List<FeedItem> earlier() {
    return timeline.subList(0, Math.max(0, timeline.size() - LATEST));
  }

  public IncidentView {
    steps = List.copyOf(steps);
    not = List.copyOf(not);
    way = List.copyOf(way);
    evidence = List.copyOf(evidence);
    cleared = List.copyOf(cleared);
    others = List.copyOf(others);
    blind = List.copyOf(blind);
    charts = List.copyOf(charts);
    hurt = List.copyOf(hurt);
    context = List.copyOf(context);
    changes = List.copyOf(changes);
    alerts = List.copyOf(alerts);
    timeline = List.copyOf(timeline);
  }
}
