// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.rollout.CanaryEffect.Say;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Stage;
import dev.ballast.control.rollout.controller.Exposure;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import dev.ballast.model.rollout.Hook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what becomes of rollouts, for the timeline, the history and whoever is told. */
final class Diary {

  static final String SUBJECT = "rollout/";
  private static final String BALLAST = "ballast";
  private static final Logger log = LoggerFactory.getLogger(Diary.class);

  private final EventLog events;
  private final InstantSource clock;

  Diary(EventLog events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  void applied(Rollout rollout, String actor, boolean first) {
    note(
        rollout,
        "rollout.applied",
        actor,
        rollout.name() + (first ? " is looked after from now on" : " was edited"),
        Map.of());
  }

  void deleted(Rollout rollout, String actor) {
    note(rollout, "rollout.deleted", actor, rollout.name() + " is let go", Map.of());
  }

  /** Its file is gone from the configuration folder; that is for a person to decide. */
  void missed(Rollout rollout) {
    note(
        rollout,
        "rollout.alerted",
        BALLAST,
        rollout.name()
            + ": its file is gone from the configuration folder. Its traffic stays as it is, and"
            + " nothing new is begun",
        Map.of("severity", "warn"));
  }

  void commanded(Rollout rollout, String command, String actor) {
    note(
        rollout,
        "rollout.commanded",
        actor,
        rollout.name() + ": " + command + " by " + actor,
        Map.of("command", command));
  }

  /**
   * As {@link #commanded}, for what must not be done without a record.
   *
   * @throws RuntimeException when it cannot be written
   */
  void record(Rollout rollout, String command, String actor) {
    events.append(
        event(
            rollout,
            "rollout.commanded",
            actor,
            rollout.name() + ": " + command + " by " + actor,
            Map.of("command", command)));
  }

  /**
   * A person opened a gate, which must not be done without a record.
   *
   * @throws RuntimeException when it cannot be written
   */
  void approved(Rollout rollout, Hook hook, String actor) {
    events.append(
        event(
            rollout,
            "rollout.approved",
            actor,
            "%s: gate %s (%s) opened for %s by %s"
                .formatted(
                    rollout.name(),
                    hook.name(),
                    hook.type().word(),
                    rollout.state().applied(),
                    actor),
            Map.of("gate", hook.name(), "type", hook.type().word())));
  }

  /** A hook that said no, and why as far as it can be told. */
  void refused(Rollout rollout, Hook hook, String why) {
    note(
        rollout,
        "rollout.told",
        BALLAST,
        "%s: hook %s: %s".formatted(rollout.name(), hook.name(), why),
        Map.of("severity", "info", "hook", hook.name()));
  }

  /**
   * The server was started anew with a rollout under way.
   *
   * @param last when it was last heard of
   * @param lost when its lease ran out, unless that is still to come
   */
  void resumed(Rollout rollout, Instant last, Instant lost) {
    CanaryState state = rollout.state();
    Instant now = clock.instant();
    boolean gone = lost.isBefore(now);
    String gets = words(rollout, state);
    Map<String, String> more = new TreeMap<>(Map.of("last", last.toString(), "gets", gets));
    if (gone) {
      more.put("lost", lost.toString());
    }
    note(
        rollout,
        "rollout.resumed",
        BALLAST,
        gone
            ? "%s: the server was away for %d s, so its lease ran out and %s had all traffic; from now on %s gets %s again"
                .formatted(
                    rollout.name(),
                    Duration.between(last, now).toSeconds(),
                    state.promoted(),
                    state.applied(),
                    gets)
            : "%s: the server was started anew; %s keeps %s"
                .formatted(rollout.name(), state.applied(), gets),
        more);
  }

  /** The budget asks for more care than the rollout had taken. */
  void tightened(Rollout rollout) {
    note(
        rollout,
        "rollout.told",
        BALLAST,
        "%s: the error budget got tighter, so from now on: %s"
            .formatted(
                rollout.name(),
                rollout.pace().stages().stream()
                    .map(Stage::weight)
                    .filter(weight -> weight > rollout.state().weight())
                    .map(weight -> weight + " %")
                    .collect(Collectors.joining(" → ", "", " → 100 %"))
                    .replaceFirst("^ → ", "")),
        Map.of("severity", "warn", "strategy", rollout.pace().strategy()));
  }

  /** Something that is asked for and cannot be judged. */
  void unjudged(Rollout rollout, String what) {
    note(
        rollout,
        "rollout.told",
        BALLAST,
        rollout.name() + ": not judged by " + what,
        Map.of("severity", "warn"));
  }

  /** What changed from one state to the next: the phase, the weight. */
  void changed(Rollout before, Rollout after) {
    CanaryState was = before.state();
    CanaryState is = after.state();
    if (was.phase() != is.phase()) {
      note(
          after,
          "rollout.changed",
          BALLAST,
          "%s: %s → %s%s"
              .formatted(
                  after.name(),
                  was.phase().word(),
                  is.phase().word(),
                  is.applied().isEmpty() ? "" : " (" + is.applied() + ")"),
          Map.of("from", was.phase().word(), "to", is.phase().word()));
    }
    boolean moved = was.weight() != is.weight() || was.mirrored() != is.mirrored();
    if (moved && !is.applied().equals(is.promoted())) {
      note(
          after,
          "rollout.weighed",
          BALLAST,
          "%s: %s gets %s (before: %s)"
              .formatted(after.name(), is.applied(), words(after, is), words(after, was)),
          Map.of("from_weight", Integer.toString(was.weight()), "gets", words(after, is)));
    }
  }

  /** What the new version gets, or got. */
  private static String words(Rollout rollout, CanaryState state) {
    return Exposure.of(rollout.paced(), state).words();
  }

  /** A verdict that is another than the last. */
  void judged(Rollout rollout, Heard heard) {
    note(
        rollout,
        "rollout.judged",
        BALLAST,
        rollout.name() + ": " + heard.name() + ". " + heard.text(),
        Map.of("verdict", heard.name()));
  }

  void gated(Rollout rollout, String verdict, String reason) {
    note(
        rollout,
        "rollout.gated",
        BALLAST,
        rollout.name() + ": the error budget says " + verdict + ". " + reason,
        Map.of("gate", verdict));
  }

  void said(Rollout rollout, Say say) {
    note(
        rollout,
        say.alert() ? "rollout.alerted" : "rollout.told",
        BALLAST,
        rollout.name() + ": " + say.text(),
        Map.of("severity", say.severity().name().toLowerCase(Locale.ROOT)));
  }

  /** A ledger that takes nothing does not keep a rollout from being rolled back. */
  private void note(
      Rollout rollout, String name, String actor, String text, Map<String, String> more) {
    try {
      events.append(event(rollout, name, actor, text, more));
    } catch (RuntimeException e) {
      log.atError()
          .setCause(e)
          .addKeyValue("event", "rollout.unnoted")
          .addKeyValue("rollout", rollout.name())
          .addKeyValue("text", text)
          .log("what happened in a rollout is not in the ledger");
    }
  }

  private Event event(
      Rollout rollout, String name, String actor, String text, Map<String, String> more) {
    CanaryState state = rollout.state();
    Map<String, String> attributes = new TreeMap<>(more);
    attributes.put("rollout", rollout.name().toString());
    attributes.put("service", rollout.canary().service());
    attributes.put("phase", state.phase().word());
    attributes.put("revision", state.applied());
    attributes.put("primary", state.promoted());
    attributes.put("weight", Integer.toString(state.weight()));
    if (!rollout.started().equals(Instant.EPOCH)) {
      attributes.put("started", rollout.started().toString());
    }
    return new Event(
        0, clock.instant(), name, SUBJECT + rollout.name(), actor, Limits.cut(text), attributes);
  }
}
