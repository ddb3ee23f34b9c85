// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Gate;
import dev.ballast.control.rollout.Phase;
import dev.ballast.control.rollout.Question;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.ServiceName;
import dev.ballast.model.rollout.Hook;
import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Board;
import dev.ballast.server.rollout.GateKeeping;
import dev.ballast.server.rollout.Heard;
import dev.ballast.server.rollout.Rollout;
import dev.ballast.server.rollout.Rollouts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Gathers what the page of one rollout shows. */
final class RolloutPage {

  private static final int EVENTS = 40;
  private static final int HOOKS = 20;

  private final EventLog events;
  private final Happenings happenings;

  RolloutPage(EventLog events, Happenings happenings) {
    this.events = events;
    this.happenings = happenings;
  }

  static String link(Rollout rollout) {
    return "/rollouts/" + rollout.name().namespace() + "/" + rollout.name().name();
  }

  RolloutsView all(List<Rollouts.View> views, Sight sight) {
    return RolloutsPage.of(views, sight, happenings);
  }

  RolloutView of(Rollouts.View view, Board board, Caller caller, Sight sight) {
    Rollout rollout = view.rollout();
    ServiceName service = new ServiceName(rollout.canary().service());
    return new RolloutView(
        rollout.name().toString(),
        top(view, caller, sight),
        StageTrack.of(rollout, happenings),
        judgement(rollout, sight),
        RolloutCharts.of(
            rollout,
            happenings.of(service, rollout.started()),
            ServiceCharts.errorLimits(board, service),
            sight),
        RolloutSpending.of(rollout, board),
        gate(rollout, caller),
        history(rollout, sight));
  }

  private static RolloutView.Top top(Rollouts.View view, Caller caller, Sight sight) {
    Rollout rollout = view.rollout();
    CanaryState state = rollout.state();
    String waits = RolloutWords.waitsFor(rollout);
    return new RolloutView.Top(
        RolloutWords.phase(state.phase()),
        rollout.canary().service(),
        "/services/" + rollout.canary().service(),
        RolloutWords.revisions(state),
        "for %s, since %s"
            .formatted(
                Sight.duration(Duration.between(state.changed(), sight.now())),
                sight.clock(state.changed())),
        RolloutWords.sentence(rollout, sight),
        sub(rollout, waits),
        view.trouble(),
        rollout.warnings(),
        next(view, sight),
        RolloutActions.of(rollout, caller));
  }

  private static String sub(Rollout rollout, String waits) {
    CanaryState state = rollout.state();
    StringBuilder text = new StringBuilder();
    if (!waits.isEmpty()) {
      text.append("It waits for ").append(waits).append(waits.endsWith(".") ? " " : ". ");
    }
    if (!state.because().isEmpty()) {
      String why = state.because();
      text.append(state.phase() == Phase.FAILED ? "Because: " : "The last check failed: ")
          .append(why)
          .append(why.endsWith(".") ? " " : ". ");
    }
    if (state.failedChecks() > 0) {
      text.append(
          "%d of %d checks failed. "
              .formatted(state.failedChecks(), rollout.canary().analysis().threshold()));
    }
    if (rollout.canary().suspended()) {
      text.append("It is suspended: nothing newer is rolled out. ");
    }
    return text.toString().strip();
  }

  private static String next(Rollouts.View view, Sight sight) {
    Instant next = view.next();
    boolean known = !next.equals(Instant.MIN) && !next.equals(Instant.MAX);
    return known && view.rollout().state().phase().isUnderWay()
        ? "next check " + sight.clock(next)
        : "";
  }

  private static RolloutView.Judgement judgement(Rollout rollout, Sight sight) {
    RolloutView.Badge badge = RolloutWords.verdict(rollout);
    return rollout
        .heard()
        .map(
            heard ->
                new RolloutView.Judgement(
                    badge,
                    heard.text(),
                    heard.metric(),
                    strength(heard),
                    "e-value %s; from %s on it is rolled back"
                        .formatted(number(heard.eValue()), number(heard.limit())),
                    "said %s, at %s".formatted(sight.ago(heard.at()), sight.clock(heard.at()))))
        .orElse(
            new RolloutView.Judgement(
                badge,
                isPast(rollout) ? "It was not judged: it never got any of the traffic." : "",
                "",
                new Meter(Tone.UNKNOWN, "0", "no evidence yet"),
                "",
                ""));
  }

  /** One that failed before anything could be counted. */
  private static boolean isPast(Rollout rollout) {
    return rollout.state().phase() == Phase.FAILED && rollout.reached() == 0;
  }

  /** Orders of magnitude from 1, which says nothing, to the limit. */
  private static Meter strength(Heard heard) {
    double share = Math.log(Math.max(1, heard.eValue())) / Math.log(Math.max(2, heard.limit()));
    if (Double.isNaN(share)) {
      return new Meter(Tone.UNKNOWN, "0", "no evidence yet");
    }
    Tone tone = share >= 1 ? Tone.BAD : share > 0.5 ? Tone.WARN : Tone.UNKNOWN;
    return new Meter(
        tone,
        String.format(Locale.ROOT, "%.1f", Math.clamp(share, 0, 1) * 100),
        "evidence against the canary %s of %s"
            .formatted(number(heard.eValue()), number(heard.limit())));
  }

  private static String number(double value) {
    return value >= 1e6
        ? "over a million"
        : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.0f", value);
  }

  private static RolloutView.Gate gate(Rollout rollout, Caller caller) {
    Set<Gate> open =
        rollout.state().question() instanceof Question.Open(Gate gate, int _)
            ? Set.of(gate)
            : Set.of();
    List<RolloutView.Hooked> hooks = new ArrayList<>();
    rollout
        .halt()
        .filter(halt -> rollout.canary().analysis().hooks().stream().noneMatch(isOf(halt)))
        .ifPresent(
            halt ->
                hooks.add(
                    new RolloutView.Hooked(
                        halt.type().word(),
                        halt.hook(),
                        "of this server",
                        true,
                        approval(rollout, caller),
                        rollout.state().applied())));
    rollout.canary().analysis().hooks().stream()
        .limit(HOOKS)
        .forEach(hook -> hooks.add(hooked(rollout, hook, open, caller)));
    return new RolloutView.Gate(
        badge(rollout.gate()), rollout.gate(), "/services/" + rollout.canary().service(), hooks);
  }

  private static Predicate<Hook> isOf(GateKeeping.Halt halt) {
    return hook -> hook.type() == halt.type() && hook.name().equals(halt.hook());
  }

  /** Where a reader who may decide opens the gate that is waited for. */
  private static String approval(Rollout rollout, Caller caller) {
    boolean may = caller.role().allows(Role.OPERATOR) && rollout.state().phase().isUnderWay();
    return may ? link(rollout) + "/approve" : "";
  }

  /** The verdict is the first word of what the gate says. */
  private static RolloutView.Badge badge(String answer) {
    String verdict = answer.split(":", 2)[0];
    return switch (verdict) {
      case "allow" -> new RolloutView.Badge(Tone.OK.css(), "Allow");
      case "allow_slower" -> new RolloutView.Badge(Tone.WARN.css(), "Allow, slower");
      case "deny" -> new RolloutView.Badge(Tone.BAD.css(), "Deny");
      case "busy" -> new RolloutView.Badge(Tone.WARN.css(), "Busy");
      case "no_data" -> new RolloutView.Badge(Tone.UNKNOWN.css(), "No data");
      default -> new RolloutView.Badge(Tone.UNKNOWN.css(), answer.isEmpty() ? "Not asked" : "Said");
    };
  }

  /** Of its address only the host is shown: what follows may be secret. */
  private static RolloutView.Hooked hooked(
      Rollout rollout, Hook hook, Set<Gate> open, Caller caller) {
    String host = hook.url().getHost();
    boolean halted = rollout.halt().filter(halt -> isOf(halt).test(hook)).isPresent();
    return new RolloutView.Hooked(
        hook.type().word(),
        hook.name(),
        hook.isManual() ? "opened by a person" : host == null ? "" : host,
        halted || open.stream().anyMatch(gate -> gate.name().equals(hook.type().name())),
        halted ? approval(rollout, caller) : "",
        rollout.state().applied());
  }

  private List<FeedItem> history(Rollout rollout, Sight sight) {
    EventFilter filter = EventFilter.named("rollout.").about("rollout/" + rollout.name());
    return events.latest(filter, EVENTS).stream()
        .map(event -> FeedItem.of(event, sight).without(rollout.name() + ": ").unlinked())
        .toList();
  }
}
