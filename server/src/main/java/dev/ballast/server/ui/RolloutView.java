// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.List;
import java.util.Locale;

/**
 * The page of one rollout: how far is it, is the new version worse, what did it cost, what may I
 * do?
 *
 * @param charts empty before anything was counted
 */
public record RolloutView(
    String name,
    Top top,
    Track track,
    Judgement judgement,
    List<Chart> charts,
    Spending spending,
    Gate gate,
    List<FeedItem> history) {

  /** What a phase or a verdict looks like: class and word. */
  public record Badge(String css, String word) {}

  /**
   * The opening sentence, and what can be decided.
   *
   * @param revisions such as {@code v1 → v2}
   * @param notice what keeps it from going on; empty when nothing does
   * @param warnings what is not as somebody may believe
   */
  public record Top(
      Badge phase,
      String service,
      String serviceLink,
      String revisions,
      String since,
      String sentence,
      String sub,
      String notice,
      List<String> warnings,
      String checked,
      List<Action> actions) {}

  /**
   * A decision that a reader may take.
   *
   * @param path that the form is sent to
   * @param revision that the decision is about; for another one it does not count
   * @param plan what happens, whom it reaches and how it is undone; empty when it needs no thought
   */
  public record Action(String word, String path, String revision, List<Fact> plan) {

    /** The word on its button. */
    public String label() {
      return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    public boolean isGrave() {
      return !plan.isEmpty();
    }
  }

  /** A name and what there is to say. */
  public record Fact(String name, String text) {}

  /**
   * The way to all of the traffic.
   *
   * @param summary for who cannot see it
   */
  public record Track(List<Step> steps, String summary) {

    public boolean isEmpty() {
      return steps.isEmpty();
    }
  }

  /**
   * One weight.
   *
   * @param css {@code done}, {@code now}, {@code next} or {@code failed}
   * @param sign the same without colour
   * @param word the same as a word
   * @param dwell how long it is watched, or has been
   * @param share of the dwell that is over, 0 to 100
   */
  public record Step(
      String weight, String css, String sign, String word, String dwell, String share) {}

  /**
   * What the judge said last.
   *
   * @param text its two sentences; empty before it was asked
   * @param strength of the evidence against the canary, on a scale of magnitudes
   */
  public record Judgement(
      Badge verdict, String text, String metric, Meter strength, String evidence, String when) {}

  /**
   * What the canary cost.
   *
   * @param sentence in requests
   * @param arms counts of both versions
   * @param facts bound and plan
   * @param remarks of the planner
   */
  public record Spending(String sentence, List<Arm> arms, List<Fact> facts, List<String> remarks) {}

  /** One version's requests since the rollout began. */
  public record Arm(String name, String version, String total, String bad, String rate) {}

  /**
   * The error budget's answer, and the canary's own gates.
   *
   * @param answer as it was said; empty before it was asked
   */
  public record Gate(Badge badge, String answer, String link, List<Hooked> hooks) {}

  /**
   * A webhook of the canary.
   *
   * @param open whether its answer is waited for
   * @param approve where a person opens it; empty when that is not theirs to do
   * @param revision that it would be opened for
   */
  public record Hooked(
      String type, String name, String host, boolean open, String approve, String revision) {

    public boolean isApprovable() {
      return !approve.isEmpty();
    }
  }

  public RolloutView {
    charts = List.copyOf(charts);
    history = List.copyOf(history);
  }
}
