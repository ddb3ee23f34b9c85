// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Ratio;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import dev.ballast.model.yaml.Indicators.Indicator;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads SLOs. What OpenSLO allows and Ballast cannot judge yet is reported as unsupported. */
final class Objectives {

  private static final String VALID = "It is valid OpenSLO. Fix: ";
  private static final String LATER = ", or leave this SLO out for now";

  private static final String TARGET_RULE = "the share of good events in a good slice";
  private static final String WINDOW_RULE = "the length of a slice";

  private final Indicators indicators;
  private final Registry registry;
  private final Consumer<Problem> report;

  Objectives(Indicators indicators, Registry registry, Consumer<Problem> report) {
    this.indicators = indicators;
    this.registry = registry;
    this.report = report;
  }

  /** The SLO, or nothing when anything about it was reported. */
  Optional<Slo> read(Resource resource) {
    return resource.spec().flatMap(spec -> read(resource, spec));
  }

  private Optional<Slo> read(Resource resource, Cursor spec) {
    var service = spec.at("service");
    service.ifPresent(name -> registry.resolve(Kind.OPENSLO_SERVICE, name));
    var window = spec.items("timeWindow").stream().findFirst().flatMap(this::window);
    var occurrences = isOccurrences(spec);
    checkSlices(spec);
    var indicator = indicator(spec);
    var objective = spec.items("objectives").stream().findFirst();
    reportFurther(spec);
    var target = objective.flatMap(Objectives::target);
    var sli = indicator.flatMap(known -> objective.flatMap(at -> complete(known, at)));
    if (!resource.isNamed()
        || !occurrences
        || service.isEmpty()
        || window.isEmpty()
        || target.isEmpty()
        || sli.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Slo(
            new SloName(resource.name()),
            resource.displayName().orElse(resource.name()),
            new ServiceName(service.get().scalar()),
            sli.get(),
            target.get(),
            window.get(),
            indicator.map(Indicator::dataSource).orElse("")));
  }

  private Optional<Duration> window(Cursor window) {
    var rolling = window.flag("isRolling", false);
    var calendar = window.at("calendar");
    calendar.flatMap(c -> c.at("timeZone")).ifPresent(this::checkTimeZone);
    if (rolling && calendar.isPresent()) {
      report.accept(
          new Problem.BadValue(
              window.placeOf("calendar"),
              calendar.get().path(),
              "beside isRolling: true",
              "only one of isRolling: true and calendar",
              "Fix: remove one"));
      return Optional.empty();
    }
    if (rolling) {
      return window.text("duration").map(Windows::parse);
    }
    if (window.has("calendar")) {
      report.accept(
          new Problem.Unsupported(
              window.placeOf("calendar"),
              Advice.join(window.path(), "calendar"),
              "a calendar window",
              "isRolling: true",
              VALID + "use a rolling window" + LATER));
    } else if (!window.has("isRolling")) {
      report.accept(
          new Problem.MissingKey(
              window.place(),
              Advice.join(window.path(), "isRolling"),
              "true, or a calendar",
              "Write: isRolling: true"));
    } else if (window.at("isRolling").isPresent()) {
      report.accept(
          new Problem.MissingKey(
              window.placeOf("isRolling"),
              Advice.join(window.path(), "calendar"),
              "calendar beside isRolling: false",
              "Write: isRolling: true"));
    }
    return Optional.empty();
  }

  private void checkTimeZone(Cursor zone) {
    if (!java.time.ZoneId.getAvailableZoneIds().contains(zone.scalar())) {
      var near = Nearest.to(zone.scalar(), java.time.ZoneId.getAvailableZoneIds());
      report.accept(
          zone.badValue(
              "an IANA time zone", near.map(name -> "Write: timeZone: " + name).orElse("")));
    }
  }

  private boolean isOccurrences(Cursor spec) {
    var method = spec.at("budgetingMethod");
    if (method.isPresent() && !method.get().scalar().equals("Occurrences")) {
      report.accept(
          new Problem.Unsupported(
              method.get().place(),
              method.get().path(),
              method.get().shown(),
              "Occurrences",
              VALID + "use Occurrences" + LATER));
    }
    return method.filter(m -> m.scalar().equals("Occurrences")).isPresent();
  }

  /** Time slices need their keys, and other methods have no use for them. */
  private void checkSlices(Cursor spec) {
    var method = spec.text("budgetingMethod").orElse("");
    for (Cursor objective : spec.items("objectives")) {
      switch (method) {
        case "Timeslices" -> {
          need(objective, "timeSliceTarget", TARGET_RULE, "Write: timeSliceTarget: 0.99");
          need(objective, "timeSliceWindow", WINDOW_RULE, "Write: timeSliceWindow: 1m");
        }
        case "RatioTimeslices" ->
            need(objective, "timeSliceWindow", WINDOW_RULE, "Write: timeSliceWindow: 1m");
        case "Occurrences" -> {
          reportUseless(objective, "timeSliceTarget", "not used with Occurrences");
          reportUseless(objective, "timeSliceWindow", "not used with Occurrences");
        }
        default -> {}
      }
    }
  }

  private void need(Cursor map, String key, String rule, String hint) {
    if (!map.has(key)) {
      report.accept(new Problem.MissingKey(map.place(), Advice.join(map.path(), key), rule, hint));
    }
  }

  private void reportUseless(Cursor map, String key, String why) {
    if (map.has(key)) {
      report.accept(
          new Problem.NotUsed(
              map.placeOf(key), Advice.join(map.path(), key), why, "", Severity.INFO));
    }
  }

  private Optional<Indicator> indicator(Cursor spec) {
    var own = spec.has("indicator") || spec.has("indicatorRef");
    var composite = false;
    for (Cursor objective : spec.items("objectives")) {
      var key = objective.has("indicator") ? "indicator" : "indicatorRef";
      if (!objective.has(key)) {
        continue;
      }
      composite = true;
      indicators.chosenBy(objective);
      var path = Advice.join(objective.path(), key);
      report.accept(
          own
              ? new Problem.BadValue(
                  objective.placeOf(key),
                  path,
                  "beside the indicator of the SLO",
                  "an indicator of the SLO or of each objective, not both",
                  "Fix: remove one")
              : new Problem.Unsupported(
                  objective.placeOf(key),
                  path,
                  "a composite SLO",
                  "one indicator for the SLO",
                  VALID + "write an SLO for each objective" + LATER));
    }
    if (!own && !composite) {
      report.accept(
          new Problem.MissingKey(
              spec.place(),
              Advice.join(spec.path(), "indicator or indicatorRef"),
              "the SLI, written here or by its name",
              "Fix: add one"));
    }
    return own && !composite ? indicators.chosenBy(spec) : Optional.empty();
  }

  private void reportFurther(Cursor spec) {
    var objectives = spec.items("objectives");
    if (objectives.size() > 1) {
      var second = objectives.get(1);
      report.accept(
          new Problem.Unsupported(
              second.place(),
              second.path(),
              "a second objective",
              "one objective for an SLO",
              VALID + "write an SLO for each objective" + LATER));
    }
  }

  /** Percent is converted in decimal, so that 99.9 becomes the same number as 0.999. */
  private static Optional<Ratio> target(Cursor objective) {
    return objective
        .text("target")
        .map(text -> new Ratio(Double.parseDouble(text)))
        .or(
            () ->
                objective
                    .text("targetPercent")
                    .map(text -> new BigDecimal(text).movePointLeft(2).doubleValue())
                    .map(Ratio::new));
  }

  private Optional<Sli> complete(Indicator indicator, Cursor objective) {
    return switch (indicator) {
      case Indicator.Complete(Sli sli, String _) -> {
        reportUseless(objective, "op", "not used with a ratioMetric");
        reportUseless(objective, "value", "not used with a ratioMetric");
        yield Optional.of(sli);
      }
      case Indicator.Measured(String query, String _) -> {
        need(objective, "op", "lte, gte, lt or gt for a thresholdMetric", "Write: op: lt");
        need(objective, "value", "the bound of a thresholdMetric", "Write: value: 500");
        var op = objective.text("op");
        var value = objective.number("value");
        yield op.isPresent() && value.isPresent()
            ? Optional.of(
                new Sli.Threshold(
                    query,
                    Sli.Threshold.Operator.valueOf(op.get().toUpperCase(Locale.ROOT)),
                    value.getAsDouble()))
            : Optional.empty();
      }
    };
  }
}
