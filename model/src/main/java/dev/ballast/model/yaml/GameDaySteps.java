// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.gameday.BlastRadius;
import dev.ballast.model.gameday.DayFault;
import dev.ballast.model.gameday.Expectation;
import dev.ballast.model.gameday.SteadyState;
import dev.ballast.model.gameday.Step;
import dev.ballast.model.gameday.Step.Act;
import dev.ballast.model.gameday.Step.Check;
import dev.ballast.model.gameday.Step.Gate;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the timeline of a game day, and checks that what is broken is healed. */
final class GameDaySteps {

  private final BlastRadius blast;
  private final SteadyState steady;
  private final Consumer<Problem> report;
  private final Map<String, DayFault> faults = new HashMap<>();

  GameDaySteps(BlastRadius blast, SteadyState steady, Consumer<Problem> report) {
    this.blast = blast;
    this.steady = steady;
    this.report = report;
  }

  List<Step> read(Cursor spec) {
    var steps = new ArrayList<Step>();
    var ids = new HashMap<String, Cursor>();
    var healed = new ArrayList<String>();
    Duration last = Duration.ZERO;
    for (Cursor item : spec.items("timeline")) {
      var at =
          item.text("at").map(text -> Duration.ofSeconds(LocalTime.parse(text).toSecondOfDay()));
      var act = item.text("do").map(word -> Act.valueOf(GameDays.upper(word)));
      if (at.isEmpty() || act.isEmpty()) {
        continue;
      }
      if (at.get().compareTo(last) < 0) {
        wrong(item, "at", "not before the step above it", "");
      }
      last = at.get();
      var id = item.text("id").orElse("step-" + (steps.size() + 1));
      if (ids.putIfAbsent(id, item) != null) {
        wrong(item, "id", "each id once", "");
      }
      var step = step(item, at.get(), id, act.get());
      step.fault().ifPresent(fault -> faults.put(id, fault));
      if (!step.heals().isEmpty()) {
        healed.add(step.heals());
      }
      steps.add(step);
    }
    for (Step step : steps) {
      boolean ends =
          step.fault().map(f -> !f.duration().isZero() || healed.contains(step.id())).orElse(true);
      if (!ends) {
        var item = ids.get(step.id());
        wrong(
            item == null ? spec : item,
            "fault",
            "a duration, or a later step that heals it",
            "Add: {at: \"…\", do: heal, fault: " + step.id() + "}");
      }
    }
    return steps;
  }

  private Step step(Cursor item, Duration at, String id, Act act) {
    var gate =
        switch (item.text("gate").orElse("")) {
          case "steadyState" -> Gate.STEADY_STATE;
          case "manual" -> Gate.MANUAL;
          default -> Gate.NONE;
        };
    if (gate == Gate.STEADY_STATE && steady.checks().isEmpty()) {
      wrong(item, "gate", "a steadyState in spec that says what has to hold", "Add: steadyState");
    }
    if (act != Act.CHECKLIST && item.has("checks")) {
      wrong(item, "checks", "only with do: checklist", "");
    }
    @Nullable DayFault broken = null;
    var heals = "";
    if (act == Act.FAULT) {
      broken = item.at("fault").filter(f -> !f.isScalar()).flatMap(this::fault).orElse(null);
      if (broken == null
          && (!item.has("fault") || item.at("fault").filter(Cursor::isScalar).isPresent())) {
        missing(item, "fault", "what is broken, as a map");
      }
    } else if (act == Act.HEAL) {
      heals = item.at("fault").filter(Cursor::isScalar).map(Cursor::scalar).orElse("");
      if (!faults.containsKey(heals)) {
        if (item.has("fault")) {
          wrong(
              item,
              "fault",
              "the id of a fault above",
              Nearest.to(heals, faults.keySet()).map(near -> "Write: fault: " + near).orElse(""));
        } else {
          missing(item, "fault", "the id of the fault that ends");
        }
      }
    } else if (item.has("fault")) {
      wrong(item, "fault", "only with do: fault or do: heal", "");
    }
    return new Step(
        at,
        id,
        act,
        item.text("note").or(() -> item.text("agenda")).orElse(""),
        item.items("checks").stream().map(c -> check(c.scalar())).toList(),
        gate,
        broken,
        heals,
        item.text("who").orElse(""),
        item.at("expect").map(GameDaySteps::expectation).orElse(Expectation.NONE));
  }

  private static Check check(String text) {
    var colon = text.indexOf(':');
    var word = colon < 0 ? text : text.substring(0, colon);
    var about = colon < 0 ? "" : text.substring(colon + 1).strip();
    var kind =
        switch (word.strip()) {
          case "steadyState" -> Check.Kind.STEADY_STATE;
          case "alertRouteTest" -> Check.Kind.ALERT_ROUTE_TEST;
          case "dnsAudit" -> Check.Kind.DNS_AUDIT;
          case "preflight" -> Check.Kind.PREFLIGHT;
          case "smokeTests" -> Check.Kind.SMOKE_TESTS;
          case "headroom" -> Check.Kind.HEADROOM;
          case "ledgerAudit" -> Check.Kind.LEDGER_AUDIT;
          default -> Check.Kind.BY_HAND;
        };
    return new Check(kind, text, about);
  }

  private Optional<DayFault> fault(Cursor at) {
    var target = new TreeMap<String, String>();
    at.at("target")
        .flatMap(t -> t.at("matchLabels"))
        .ifPresent(labels -> labels.entries().forEach((k, v) -> target.put(k, v.scalar())));
    var kind =
        at.text("kind")
            .flatMap(
                word ->
                    List.of(DayFault.Kind.values()).stream()
                        .filter(k -> k.word().equals(word))
                        .findFirst());
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    boolean region = kind.get() == DayFault.Kind.REGION_ISOLATION;
    for (String label : region ? List.of("region") : List.of("region", "service")) {
      if (!target.containsKey(label)) {
        wrong(at, "target", "a label " + label, "Write: target: {matchLabels: {" + label + ": …}}");
      }
    }
    var where = target.getOrDefault("region", "");
    if (!blast.regions().isEmpty() && !blast.regions().contains(where)) {
      wrong(at, "target", "a region of blastRadius, " + blast.regions(), "");
    }
    if (blast.exclude().contains("service=" + target.getOrDefault("service", ""))) {
      wrong(at, "target", "none that blastRadius excludes", "");
    }
    var paths = new ArrayList<DayFault.Way>();
    for (Cursor path : at.items("paths")) {
      var service = path.text("service").orElse("");
      if (blast.exclude().contains("service=" + service)) {
        wrong(path, "service", "none that blastRadius excludes", "");
      }
      paths.add(
          new DayFault.Way(path.text("mesh").orElse(""), service, path.text("version").orElse("")));
    }
    return Optional.of(
        new DayFault(
            kind.get(),
            target,
            GameDays.words(at, "effects"),
            DayFault.Style.valueOf(at.text("style").orElse("drop").toUpperCase(Locale.ROOT)),
            Times.of(at, "duration", Duration.ZERO),
            paths,
            Times.of(at, "delay", Duration.ofMillis(200)),
            GameDays.share(at, "share", 1),
            new Wholes(report).of(at, "status", 503)));
  }

  private static Expectation expectation(Cursor at) {
    var share = at.at("trafficShare");
    var success = at.at("successRatio");
    return new Expectation(
        Times.of(at, "alertWithin", Duration.ZERO),
        Times.of(at, "incidentDeclaredWithin", Duration.ZERO),
        GameDays.words(at, "alerts"),
        share.flatMap(s -> s.text("region")).orElse(""),
        share.map(s -> GameDays.share(s, "max", Double.NaN)).orElse(Double.NaN),
        success.map(s -> GameDays.share(s, "min", Double.NaN)).orElse(Double.NaN),
        success.map(s -> Times.of(s, "over", Duration.ofMinutes(2))).orElse(Duration.ZERO),
        at.flag("deadline", false),
        Times.of(at, "healProofWithin", Duration.ZERO),
        at.at("failbackErrors").map(f -> GameDays.share(f, "max", Double.NaN)).orElse(Double.NaN),
        Times.of(at, "replicationCaughtUpWithin", Duration.ZERO));
  }

  private void wrong(Cursor map, String key, String rule, String hint) {
    report.accept(
        map.at(key)
            .map(at -> at.badValue(rule, hint))
            .orElseGet(
                () ->
                    new Problem.MissingKey(map.place(), Advice.join(map.path(), key), rule, hint)));
  }

  private void missing(Cursor map, String key, String rule) {
    report.accept(
        new Problem.MissingKey(map.place(), Advice.join(map.path(), key), rule, "Fix: add it"));
  }
}
