// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gameday;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A plan for a day on which something is broken on purpose.
 *
 * @param service whose users it is about; empty when nobody said
 * @param start when it is planned, in RFC 3339; empty: whenever somebody starts it
 * @param scale how long a pause between two steps is in the end, as a share of what is written
 * @param load what is sent besides real traffic, so that users are seen whatever happens
 * @param names that users come by, looked at all the while
 * @param stopWhen any of these heals everything
 * @param timeline ascending
 */
public record GameDay(
    String name,
    String objective,
    String service,
    Mode mode,
    ZoneId zone,
    String start,
    long seed,
    double scale,
    Roles roles,
    SteadyState steadyState,
    List<CanaryLoad> load,
    List<WatchedName> names,
    BlastRadius blastRadius,
    List<StopRule> stopWhen,
    Safety safety,
    List<Step> timeline,
    Objectives objectives,
    Regressions regressions) {

  /** What is really done. */
  public enum Mode {
    /** The plan is walked through, nothing is broken. */
    REHEARSE,
    /** Faults are injected by Ballast. */
    SIMULATED,
    /** The same where real users are: two people have to want it. */
    LIVE
  }

  public GameDay {
    load = List.copyOf(load);
    names = List.copyOf(names);
    stopWhen = List.copyOf(stopWhen);
    timeline = List.copyOf(timeline);
    if (timeline.isEmpty()) {
      throw new IllegalArgumentException("timeline: empty (expected: a step)");
    }
    if (!(scale > 0 && scale <= 1)) {
      throw new IllegalArgumentException("scale: " + scale + " (expected: above 0, at most 1)");
    }
  }

  /** The same with shorter pauses between its steps. */
  public GameDay scaled(double newScale) {
    return new GameDay(
        name,
        objective,
        service,
        mode,
        zone,
        start,
        seed,
        newScale,
        roles,
        steadyState,
        load,
        names,
        blastRadius,
        stopWhen,
        safety,
        timeline,
        objectives,
        regressions);
  }

  /** The same, done otherwise. */
  public GameDay in(Mode newMode) {
    return new GameDay(
        name,
        objective,
        service,
        newMode,
        zone,
        start,
        seed,
        scale,
        roles,
        steadyState,
        load,
        names,
        blastRadius,
        stopWhen,
        safety,
        timeline,
        objectives,
        regressions);
  }

  /** From the first step to the last, as written. */
  public Duration length() {
    return timeline.getLast().at().minus(timeline.getFirst().at());
  }

  /** How long after the beginning a step is due, with the pauses as short as they are made. */
  public Duration due(Step step) {
    Duration written = step.at().minus(timeline.getFirst().at());
    return Duration.ofMillis(Math.round(written.toMillis() * scale));
  }

  /** How long the steady state has to hold, made shorter like the pauses. */
  public Duration hold() {
    return Duration.ofMillis(Math.round(steadyState.hold().toMillis() * scale));
  }

  public Optional<Step> step(String id) {
    return timeline.stream().filter(step -> step.id().equals(id)).findFirst();
  }

  /** The steps that break something. */
  public List<Step> faults() {
    return timeline.stream().filter(step -> step.act() == Step.Act.FAULT).toList();
  }

  /** The region that the first fault takes out; empty when none does. */
  public String region() {
    return faults().stream()
        .flatMap(step -> step.fault().stream())
        .map(fault -> fault.target().getOrDefault("region", ""))
        .filter(region -> !region.isEmpty())
        .findFirst()
        .orElse("");
  }
}
