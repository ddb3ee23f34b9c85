// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.model.Runbook;
import java.util.List;

/**
 * What is healed and what stands in the way.
 *
 * @param stopped by whom and why; empty when healing goes on
 * @param operator whether the reader may decide
 */
public record HealingView(
    String sentence,
    String sub,
    String stopped,
    boolean operator,
    List<Rule> rules,
    List<Line> open,
    List<Line> ended) {

  public HealingView {
    rules = List.copyOf(rules);
    open = List.copyOf(open);
    ended = List.copyOf(ended);
  }

  /** A remediation. */
  public record Rule(
      String name, String about, String trigger, String action, String autonomy, String text) {}

  /**
   * An episode.
   *
   * @param approve where a yes is sent; empty when there is nothing to say
   * @param readings before and after, in words; may be empty
   * @param runbook a URL or a file; may be empty
   * @param link the runbook when it is a URL
   * @param commands of the runbook, to be read and pasted
   */
  public record Line(
      String id,
      String title,
      String css,
      String phase,
      String text,
      String plan,
      String readings,
      String runbook,
      String link,
      List<Runbook.Command> commands,
      String when,
      String exact,
      String approve,
      String deny,
      List<Said> verdicts,
      List<Said> trail) {
    public Line {
      commands = List.copyOf(commands);
      verdicts = List.copyOf(verdicts);
      trail = List.copyOf(trail);
    }
  }

  /** A guardrail's verdict, or a line of the trail. */
  public record Said(String what, String css, String word, String text) {}
}
