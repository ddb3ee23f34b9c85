// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.connect.gameday.Canaries;
import dev.ballast.connect.gameday.MeshFaults;
import dev.ballast.control.findings.Finding;
import dev.ballast.control.gameday.DayEffect;
import dev.ballast.control.gameday.DayEvent;
import dev.ballast.control.gameday.DayState;
import dev.ballast.control.gameday.Watched;
import dev.ballast.control.gameday.report.DayReport;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.LedgerException;
import dev.ballast.model.Event;
import dev.ballast.model.gameday.DayFault;
import dev.ballast.model.gameday.Expectation;
import dev.ballast.model.gameday.GameDay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a game day has decided, and says so in the ledger. Used under its owner's lock. */
final class DayDeeds {

  private static final Logger log = LoggerFactory.getLogger(DayDeeds.class);

  /** Somebody who looks at interlocks sees this one end soon after us. */
  private static final Duration INTERLOCK = Duration.ofSeconds(15);

  private final MeshFaults faults;
  private final DayChecks checks;
  private final DayEyes eyes;
  private final RunReader reader;
  private final Readings readings;
  private final GameDayDesk.Means means;
  private final Predicate<DayDocument> keeper;
  private final java.util.function.Function<String, Optional<DayDocument>> documents;
  private final Map<String, String> interlocks = new HashMap<>();
  private Instant renewed = Instant.EPOCH;

  DayDeeds(
      MeshFaults faults,
      DayChecks checks,
      DayEyes eyes,
      RunReader reader,
      Readings readings,
      GameDayDesk.Means means,
      Predicate<DayDocument> keeper,
      java.util.function.Function<String, Optional<DayDocument>> documents) {
    this.faults = faults;
    this.checks = checks;
    this.eyes = eyes;
    this.reader = reader;
    this.readings = readings;
    this.means = means;
    this.keeper = keeper;
    this.documents = documents;
  }

  InstantSource clock() {
    return means.clock();
  }

  DayEyes.Seen steady(GameDay day, Instant at) {
    return eyes.steady(day, at);
  }

  Watched watched(
      GameDay day, Expectation expect, Instant fault, Instant now, List<Canaries.Second> users) {
    return eyes.watched(day, expect, fault, now, users);
  }

  boolean keep(DayState state) {
    return documents
        .apply(state.id())
        .filter(before -> keeper.test(with(before, state)))
        .isPresent();
  }

  static DayDocument with(DayDocument document, DayState state) {
    return new DayDocument(
        document.yaml(),
        document.scale(),
        document.mode(),
        state,
        document.findings(),
        document.markdown(),
        document.html());
  }

  void started(GameDay day, DayState state) {
    tell("gameday.started", day, state, day.name() + " begins: " + day.objective(), _ -> {});
  }

  /** What is in force stays so for another lease. */
  void renew(GameDay day, DayState state, Instant now) throws InterruptedException {
    if (state.inForce().isEmpty()
        || now.isBefore(renewed.plus(day.safety().renewEvery()))
        || state.phase() != DayState.Phase.RUNNING) {
      return;
    }
    renewed = now;
    for (String step : state.inForce()) {
      DayFault fault = fault(day, step);
      MeshFaults.Outcome outcome =
          faults.renew(fault, owner(state, step), day.safety().lease(), day.seed());
      if (!outcome.done()) {
        log.atWarn()
            .addKeyValue("event", "gameday.lease_not_renewed")
            .addKeyValue("id", state.id())
            .log(outcome.text());
      }
      String lock = interlocks.get(step);
      if (lock != null) {
        means.ledger().interlocks().renew(lock, INTERLOCK);
      }
    }
  }

  /**
   * Does something.
   *
   * @param kept whether the state is in the ledger; without, nothing is broken
   */
  Optional<DayEvent> act(
      GameDay day, DayState state, DayEffect effect, boolean kept, DaySenses senses) {
    Instant now = means.clock().instant();
    try {
      return switch (effect) {
        case DayEffect.Inject inject ->
            Optional.of(
                kept
                    ? inject(day, state, inject)
                    : new DayEvent.Applied(
                        now, inject.step(), false, "the ledger did not take it"));
        case DayEffect.Heal heal -> Optional.of(heal(day, state, heal));
        case DayEffect.RunChecks run -> {
          DayChecks.Outcome outcome = checks.run(day, run.checks(), now, senses.users());
          yield Optional.of(new DayEvent.Checked(now, run.step(), outcome.well(), outcome.text()));
        }
        case DayEffect.Conclude _ -> {
          try {
            conclude(day, state, senses);
          } catch (RuntimeException e) {
            log.atError().setCause(e).addKeyValue("event", "gameday.no_report").log("no report");
            keep(state);
          }
          yield Optional.empty();
        }
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private DayEvent inject(GameDay day, DayState state, DayEffect.Inject inject)
      throws InterruptedException {
    DayFault fault = inject.fault();
    Optional<String> tooMuch = tooMuch(day, fault);
    if (tooMuch.isPresent()) {
      return new DayEvent.Applied(means.clock().instant(), inject.step(), false, tooMuch.get());
    }
    interlocks.put(
        inject.step(),
        means
            .ledger()
            .interlocks()
            .raise(
                Interlocks.Kind.FAULT,
                subject(fault),
                "gameday/" + state.id(),
                fault.text(),
                INTERLOCK)
            .id());
    MeshFaults.Outcome outcome =
        faults.inject(
            fault, owner(state, inject.step()), day.objective(), day.safety().lease(), day.seed());
    Instant at = means.clock().instant();
    renewed = at;
    if (outcome.done()) {
      tellOf("fault.injected", day, state, fault, fault.text() + ": " + outcome.text());
    }
    return new DayEvent.Applied(at, inject.step(), outcome.done(), outcome.text());
  }

  /** More than the blast radius allows, or not known to be less. */
  private Optional<String> tooMuch(GameDay day, DayFault fault) {
    double most = day.blastRadius().trafficShare();
    if (most >= 1 || fault.region().isEmpty()) {
      return Optional.empty();
    }
    double share =
        readings.share(day.service(), fault.region(), means.clock().instant()) * fault.share();
    return share <= most
        ? Optional.empty()
        : Optional.of(
            "%s serves %s of requests (expected: at most %.0f %%, blastRadius)"
                .formatted(
                    fault.region(),
                    Double.isNaN(share) ? "an unknown share" : Math.round(share * 100) + " %",
                    most * 100));
  }

  private DayEvent heal(GameDay day, DayState state, DayEffect.Heal heal)
      throws InterruptedException {
    MeshFaults.Outcome outcome = faults.heal(owner(state, heal.step()));
    if (outcome.done()) {
      String lock = interlocks.remove(heal.step());
      if (lock != null) {
        means.ledger().interlocks().clear(lock);
      }
      tellOf("fault.healed", day, state, fault(day, heal.step()), outcome.text());
    }
    return new DayEvent.Healed(
        means.clock().instant(), heal.step(), outcome.done(), outcome.text());
  }

  private void conclude(GameDay day, DayState state, DaySenses senses) {
    DayReport report = DayReport.of(day, state, reader.read(day, state, senses));
    DayDocument before = documents.apply(state.id()).orElse(null);
    List<RulingJson> findings =
        report.rulings().stream().map(ruling -> RulingJson.of(ruling, day)).toList();
    if (before != null) {
      boolean kept =
          keeper.test(
              new DayDocument(
                  before.yaml(),
                  before.scale(),
                  before.mode(),
                  state,
                  findings,
                  report.markdown(),
                  report.html()));
      if (!kept) {
        log.atError().addKeyValue("event", "gameday.unkept").log("the report was not kept");
      }
    }
    for (Finding finding : report.findings()) {
      tell(
          "finding.found",
          day,
          state,
          finding.measure().title() + ": " + finding.measure().text(),
          attributes -> {
            attributes.put("finding", finding.id());
            attributes.put("formula", Integer.toString(finding.measure().formula()));
            attributes.put("severity", finding.severity().word());
            attributes.put("suspected", finding.suspected());
          });
    }
    tell(
        "gameday.finished",
        day,
        state,
        "%s %s%s; %d findings"
            .formatted(
                day.name(),
                state.phase().word(),
                state.why().isEmpty() ? "" : " (" + state.why() + ")",
                report.findings().size()),
        attributes -> attributes.put("verdict", state.phase().word()));
  }

  private static DayFault fault(GameDay day, String step) {
    return day.step(step).flatMap(s -> s.fault()).orElseThrow();
  }

  private static String owner(DayState state, String step) {
    return "gameday/" + state.id() + "/" + step;
  }

  private static String subject(DayFault fault) {
    return fault.service().isEmpty() ? "region/" + fault.region() : "service/" + fault.service();
  }

  private void tellOf(String name, GameDay day, DayState state, DayFault fault, String text) {
    append(
        name,
        subject(fault),
        text,
        attributes(day, state, fault.service().isEmpty() ? day.service() : fault.service()),
        attributes -> {
          attributes.put("kind", fault.kind().word());
          attributes.put("region", fault.region());
          attributes.put("source", fault.target().getOrDefault("source", ""));
        });
  }

  private void tell(
      String name,
      GameDay day,
      DayState state,
      String text,
      java.util.function.Consumer<Map<String, String>> more) {
    append(name, "gameday/" + day.name(), text, attributes(day, state, day.service()), more);
  }

  private static Map<String, String> attributes(GameDay day, DayState state, String service) {
    Map<String, String> all = new TreeMap<>();
    all.put("run", state.id());
    all.put("gameday", day.name());
    all.put("service", service);
    return all;
  }

  private void append(
      String name,
      String subject,
      String text,
      Map<String, String> attributes,
      java.util.function.Consumer<Map<String, String>> more) {
    more.accept(attributes);
    attributes.values().removeIf(String::isEmpty);
    try {
      var _ =
          means
              .ledger()
              .events()
              .append(
                  new Event(
                      0, means.clock().instant(), name, subject, "ballast", cut(text), attributes));
    } catch (LedgerException e) {
      log.atError().setCause(e).addKeyValue("event", "gameday.untold").log(name);
    }
  }

  private static String cut(String text) {
    return text.length() > 4000 ? text.substring(0, 4000) + "…" : text;
  }
}
