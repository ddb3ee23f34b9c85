// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.maturity;

import dev.ballast.control.maturity.Card;
import dev.ballast.control.maturity.CheckResult;
import dev.ballast.control.maturity.Holding;
import dev.ballast.control.maturity.Step;
import dev.ballast.control.maturity.Subject;
import dev.ballast.model.Event;
import dev.ballast.model.maturity.CheckState;
import dev.ballast.model.maturity.Level;
import dev.ballast.model.maturity.Proof;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How mature one subject is, with all its evidence.
 *
 * @param team empty for the organisation and where none is named
 * @param level 0 to 4
 * @param next the cheapest step to the next level; null at the top
 */
public record CardJson(
    String name,
    String team,
    int level,
    String title,
    Instant at,
    CountsJson checks,
    @Nullable StepJson next,
    List<StepJson> steps,
    List<LevelJson> levels,
    List<ChangeJson> history) {

  /** How many checks are in which state. */
  public record CountsJson(int proved, int claimed, int failed, int unknown) {
    static CountsJson of(Card card) {
      return new CountsJson(
          card.count(CheckState.PROVED),
          card.count(CheckState.CLAIMED),
          card.count(CheckState.FAILED),
          card.count(CheckState.UNKNOWN));
    }
  }

  /**
   * Something to do.
   *
   * @param effort minutes, hours, days or weeks
   * @param step what to do
   * @param why what stands in the way
   * @param gains whether the bullet holds once this and what is before it is proved
   */
  public record StepJson(
      String check,
      String bullet,
      String state,
      String effort,
      String step,
      String why,
      boolean gains) {

    static StepJson of(Step step) {
      CheckResult result = step.result();
      return new StepJson(
          result.check().id(),
          result.check().bullet().word(),
          result.state().word(),
          result.check().effort().word(),
          step.text(),
          step.why(),
          step.gains());
    }

    static @Nullable StepJson next(Card card) {
      return card.next().map(StepJson::of).orElse(null);
    }
  }

  /** One of the four. */
  public record LevelJson(int level, String title, boolean reached, List<BulletJson> bullets) {}

  /** One of the fourteen. */
  public record BulletJson(
      String bullet, String text, boolean holds, int proved, int needed, List<CheckJson> checks) {

    static BulletJson of(Holding holding) {
      return new BulletJson(
          holding.bullet().word(),
          holding.bullet().text(),
          !holding.isVoid() && holding.holds(),
          holding.count(CheckState.PROVED),
          holding.isVoid() ? 0 : holding.needed(),
          holding.results().stream().map(CheckJson::of).toList());
    }
  }

  /**
   * One check.
   *
   * @param value in the unit of its fact; null when nothing was seen
   * @param expected what it has to be, in words
   * @param at when the newest of what was seen happened; null when nothing was
   * @param expires until when that proves anything
   * @param expired whether that is over
   */
  public record CheckJson(
      String check,
      String title,
      String state,
      @Nullable Double value,
      String expected,
      String text,
      @Nullable Instant at,
      @Nullable Instant expires,
      boolean expired,
      List<ProofJson> evidence) {

    static CheckJson of(CheckResult result) {
      return new CheckJson(
          result.check().id(),
          result.check().title(),
          result.state().word(),
          result.value(),
          result.check().rule().text(result.check().fact().unit()),
          result.text(),
          result.at(),
          result.expires(),
          result.expired(),
          result.proofs().stream().map(ProofJson::of).toList());
    }
  }

  /**
   * What it rests on.
   *
   * @param kind event, query or configuration
   * @param ref such as {@code event/123}
   */
  public record ProofJson(String kind, String ref, Instant at, String text) {
    static ProofJson of(Proof proof) {
      return new ProofJson(proof.kind().word(), proof.ref(), proof.at(), proof.text());
    }
  }

  /** What became of it, and when. */
  public record ChangeJson(Instant at, int from, int to, String text, String event) {
    static ChangeJson of(Event event) {
      return new ChangeJson(
          event.at(),
          number(event, "from"),
          number(event, "to"),
          event.text(),
          "event/" + event.sequence());
    }

    private static int number(Event event, String name) {
      String text = event.attributes().getOrDefault(name, "");
      return text.matches("[0-4]") ? Integer.parseInt(text) : 0;
    }
  }

  static CardJson of(Card card, List<Event> history) {
    return new CardJson(
        card.subject().name(),
        team(card),
        card.number(),
        card.title(),
        card.at(),
        CountsJson.of(card),
        StepJson.next(card),
        card.steps().stream().map(StepJson::of).toList(),
        Arrays.stream(Level.values()).map(level -> level(card, level)).toList(),
        history.stream().map(ChangeJson::of).toList());
  }

  static String team(Card card) {
    return card.subject() instanceof Subject.OfService one ? one.team() : "";
  }

  private static LevelJson level(Card card, Level level) {
    return new LevelJson(
        level.number(),
        level.title(),
        card.number() >= level.number(),
        card.of(level).stream().map(BulletJson::of).toList());
  }
}
