// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import dev.ballast.model.experiment.Activity;
import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.experiment.Provider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What happened in one run. Written by the machine alone. */
public final class Course {

  Instant start = Instant.EPOCH;
  Instant end = Instant.EPOCH;
  Optional<Sight> before = Optional.empty();
  Optional<Sight> after = Optional.empty();
  final List<Sight> during = new ArrayList<>();
  final List<Entry> run = new ArrayList<>();
  final List<Entry> rollbacks = new ArrayList<>();
  Optional<Happening.Stopped> stopped = Optional.empty();
  boolean methodBegun;
  boolean methodThrough;
  boolean gateClosed;
  boolean deviated;
  private String failure = "";
  private Verdict verdict = Verdict.UNPROVED;
  private String reason = "it is not over";

  Course() {}

  void fail(String why) {
    failure = why;
  }

  /** What it all says, once it is over. */
  void settle(Experiment experiment, boolean dry) {
    Optional<Entry> undone = run.stream().filter(Course::isUndone).findFirst();
    Optional<Entry> unheld =
        undone.filter(entry -> entry.activity().provider() instanceof Provider.HeldDay);
    if (dry) {
      decide(Verdict.DRY, "nothing was done");
    } else if (unheld.isPresent() && stopped.isEmpty()) {
      // What a game day that was not held to its end would have found is not known.
      decide(Verdict.UNPROVED, "the game day did not tell: " + why(unheld.get()));
    } else if (deviated) {
      decide(Verdict.DEVIATED, lost());
    } else if (stopped.isPresent()) {
      decide(
          stopped.get().interrupted() ? Verdict.INTERRUPTED : Verdict.STOPPED, stopped.get().why());
    } else if (gateClosed) {
      decide(
          Verdict.NOT_STEADY,
          "the steady state does not hold to begin with, so nothing was done: " + lost());
    } else if (!failure.isEmpty()) {
      decide(Verdict.UNPROVED, failure);
    } else if (!experiment.steadyState().isClaimed()) {
      decide(Verdict.UNPROVED, "no steady state is claimed, so nothing is proved");
    } else if (undone.isPresent()) {
      decide(
          Verdict.UNPROVED,
          "the action "
              + undone.get().activity().name()
              + " did not do its work: "
              + why(undone.get()));
    } else if (after.isEmpty() && during.isEmpty()) {
      decide(Verdict.UNPROVED, "the steady state was looked at before the method only");
    } else {
      decide(Verdict.VERIFIED, "the steady state held: " + experiment.steadyState().title());
    }
  }

  private void decide(Verdict what, String why) {
    verdict = what;
    reason = why;
  }

  private String lost() {
    return Stream.of(before.stream(), during.stream(), after.stream())
        .flatMap(sights -> sights)
        .filter(sight -> !sight.met())
        .reduce((_, last) -> last)
        .map(Course::lost)
        .orElse("");
  }

  private static String lost(Sight sight) {
    Entry last = sight.probes().getLast();
    return last.activity().name()
        + " "
        + sight.moment().word()
        + " the method: "
        + last.judgement().text();
  }

  /**
   * An action that a program or a server refused; Chaos Toolkit calls it succeeded all the same.
   */
  private static boolean isUndone(Entry entry) {
    if (entry.activity().kind() == Activity.Kind.PROBE) {
      return false;
    }
    if (entry.answer().status() != Answer.Status.SUCCEEDED) {
      return true;
    }
    OptionalDouble status = Tolerances.number(Tolerances.status(entry.answer().output()));
    return status.isPresent()
        && switch (entry.activity().provider()) {
          case Provider.Program _ -> status.getAsDouble() != 0;
          case Provider.Http http -> http.expectedStatus() == 0 && status.getAsDouble() >= 400;
          case Provider.Python _, Provider.Fault _, Provider.HeldDay _, Provider.Unsupported _ ->
              false;
        };
  }

  private static String why(Entry entry) {
    return entry.answer().exception().isEmpty()
        ? "status " + Tolerances.status(entry.answer().output()).json()
        : entry.answer().exception();
  }

  public Verdict verdict() {
    return verdict;
  }

  /** The verdict in one sentence; may hold what a probe answered. */
  public String reason() {
    return reason;
  }

  /** In Chaos Toolkit's words: completed, failed, aborted or interrupted. */
  public String status() {
    if (stopped.isPresent()) {
      return stopped.get().interrupted() ? "interrupted" : "aborted";
    }
    return gateClosed || !failure.isEmpty() ? "failed" : "completed";
  }

  public boolean deviated() {
    return deviated;
  }

  public Instant start() {
    return start;
  }

  public Instant end() {
    return end;
  }

  public Optional<Sight> before() {
    return before;
  }

  public Optional<Sight> after() {
    return after;
  }

  public List<Sight> during() {
    return List.copyOf(during);
  }

  public List<Entry> run() {
    return List.copyOf(run);
  }

  public List<Entry> rollbacks() {
    return List.copyOf(rollbacks);
  }

  /** Rollbacks that did not do their work. */
  public List<Entry> failedRollbacks() {
    return rollbacks.stream().filter(Course::isUndone).toList();
  }
}
