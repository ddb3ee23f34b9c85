// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.control.gameday.DayState;
import dev.ballast.control.register.Register;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.Step;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Game days as the API says them. Unknown times and numbers are null. */
public final class GameDayJson {

  private GameDayJson() {}

  /** One of them, in full. */
  public record DayJson(
      String id,
      String name,
      String objective,
      String service,
      String mode,
      double scale,
      String phase,
      String startedBy,
      Instant began,
      @Nullable Instant ended,
      String why,
      double heldSeconds,
      boolean steady,
      String steadyText,
      List<String> inForce,
      @Nullable Instant fault,
      @Nullable Instant heal,
      @Nullable Instant clean,
      RolesJson roles,
      List<StepJson> steps,
      List<NoteJson> notes,
      List<RulingJson> findings) {}

  /** Who does what. */
  public record RolesJson(
      String owner,
      String coordinator,
      String scribe,
      List<String> observers,
      List<String> responders) {}

  /** A step. */
  public record StepJson(
      String id,
      String clock,
      String kind,
      String note,
      String who,
      String status,
      Instant due,
      @Nullable Instant started,
      @Nullable Instant ended,
      String approvedBy,
      String text) {}

  /** A note. */
  public record NoteJson(Instant at, String by, String role, String text) {}

  /** All of them, without their steps. */
  public record ListJson(List<SummaryJson> gamedays) {}

  /** One of them, in a line. */
  public record SummaryJson(
      String id, String name, String phase, Instant began, @Nullable Instant ended, int findings) {}

  /** What was found. */
  public record FoundJson(String gameday, String name, Instant at, RulingJson finding) {}

  /** Failure modes. */
  public record RegisterJson(long tested, int modes, List<RowJson> rows, List<String> others) {}

  /** One of them. */
  public record RowJson(
      String subject, String kind, String result, @Nullable Instant last, String run, int times) {}

  static SummaryJson summary(GameDayDesk.View view) {
    return new SummaryJson(
        view.state().id(),
        view.day().name(),
        view.state().phase().word(),
        view.state().began(),
        view.state().ended(),
        (int) view.findings().stream().filter(f -> f.outcome().equals("missed")).count());
  }

  static DayJson of(GameDayDesk.View view) {
    GameDay day = view.day();
    DayState state = view.state();
    return new DayJson(
        state.id(),
        day.name(),
        day.objective(),
        day.service(),
        day.mode().name().toLowerCase(Locale.ROOT),
        day.scale(),
        state.phase().word(),
        state.startedBy(),
        state.began(),
        state.ended(),
        state.why(),
        state.held().toMillis() / 1e3,
        state.steadySince() != null,
        state.steady(),
        state.inForce(),
        state.fault(),
        state.heal(),
        state.clean(),
        new RolesJson(
            day.roles().owner(),
            day.roles().coordinator(),
            day.roles().scribe(),
            day.roles().observers(),
            day.roles().responders()),
        state.steps().stream().map(step -> step(step, day)).toList(),
        state.notes().stream().map(n -> new NoteJson(n.at(), n.by(), n.role(), n.text())).toList(),
        view.findings());
  }

  private static StepJson step(DayState.StepState step, GameDay day) {
    Step planned = day.step(step.id()).orElseThrow();
    return new StepJson(
        step.id(),
        planned.clock(),
        planned.act().word(),
        planned.note(),
        planned.who(),
        step.status().word(),
        step.due(),
        step.started(),
        step.ended(),
        step.approvedBy(),
        step.text());
  }

  static RegisterJson of(Register register) {
    return new RegisterJson(
        register.tested(),
        register.rows().size(),
        register.rows().stream()
            .map(
                row ->
                    new RowJson(
                        row.subject().text(),
                        row.kind().word(),
                        row.result().name().toLowerCase(Locale.ROOT),
                        row.last(),
                        row.run(),
                        row.times()))
            .toList(),
        register.others());
  }
}
