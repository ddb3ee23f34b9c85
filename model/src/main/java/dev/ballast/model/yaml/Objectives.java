// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Budgeting;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.SloDefinition;
import dev.ballast.model.SloDefinition.Objective;
import dev.ballast.model.SloIndicator;
import dev.ballast.model.SloName;
import dev.ballast.model.TimeWindow;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.model.yaml.Indicators.Indicator;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads SLOs of any version of OpenSLO. All that is valid becomes a definition; what Ballast does
 * not watch is said in a warning.
 */
final class Objectives {

  private static final String KEPT =
      "It is valid OpenSLO and kept, but not watched; `ballast slo replay` computes its budget";
  private static final String TARGET_RULE = "the share of good events in a good slice";
  private static final String WINDOW_RULE = "the length of a slice";
  private static final String CAP = "ballast.dev/exclusion-cap";
  private static final double MOST_LEFT_OUT = 0.5;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Indicators indicators;
  private final Registry registry;
  private final TimeWindows windows;
  private final AlertPolicies alerts;
  private final Consumer<Problem> report;

  Objectives(Indicators indicators, Registry registry, Consumer<Problem> report) {
    this.indicators = indicators;
    this.registry = registry;
    this.windows = new TimeWindows(report);
    this.alerts = new AlertPolicies(registry);
    this.report = report;
  }

  /** The SLO, or nothing when it cannot be one because of what was reported. */
  Optional<SloDefinition> read(Resource resource) {
    return resource.spec().flatMap(spec -> read(resource, spec));
  }

  private Optional<SloDefinition> read(Resource resource, Cursor spec) {
    var service = spec.at("service").or(() -> spec.at("serviceRef"));
    service.ifPresent(name -> registry.resolve(Kind.OPENSLO_SERVICE, name));
    var draft = resource.kind() == Kind.SLO_2;
    var unwatched = new ArrayList<String>();
    var window = windows.of(spec);
    if (draft) {
      List.of("timeWindow", "budgetingMethod", "objectives")
          .forEach(key -> noticeMissing(spec, key, unwatched));
    }
    checkSlices(spec);
    var composite = isComposite(spec);
    var objectives = objectives(resource, spec, composite);
    objectives.stream()
        .map(Objective::indicator)
        .filter(SloIndicator.Foreign.class::isInstance)
        .map(foreign -> "it is measured by " + ((SloIndicator.Foreign) foreign).where())
        .distinct()
        .forEach(unwatched::add);
    window.ifPresent(known -> noticeSlices(spec, known, objectives, unwatched));
    if (!resource.isNamed() || service.isEmpty() || (window.isEmpty() && !draft)) {
      return Optional.empty();
    }
    return Optional.of(
        new SloDefinition(
            new SloName(resource.name()),
            resource.displayName().orElse(resource.name()),
            new ServiceName(service.get().scalar()),
            window.orElse(new TimeWindow.Unstated()),
            objectives,
            composite,
            resource.kind().version(),
            unwatched,
            care(resource, spec)));
  }

  private Slo.Care care(Resource resource, Cursor spec) {
    var policies = alerts.of(spec);
    var annotation =
        resource.cursor().at("metadata").flatMap(m -> m.at("annotations")).flatMap(a -> a.at(CAP));
    var cap = annotation.flatMap(this::cap);
    return new Slo.Care(cap.orElse(Slo.Care.DEFAULT.exclusionCap()), cap.isPresent(), policies);
  }

  private Optional<Ratio> cap(Cursor at) {
    try {
      double cap = Double.parseDouble(at.scalar());
      if (cap >= 0 && cap <= MOST_LEFT_OUT) {
        return Optional.of(new Ratio(cap));
      }
    } catch (NumberFormatException _) {
      // Said below, as for a number that is none of these.
    }
    report.accept(at.badValue("a share of the window, 0..0.5", "Write: " + CAP + ": \"0.05\""));
    return Optional.empty();
  }

  private void noticeMissing(Cursor spec, String key, List<String> unwatched) {
    if (!spec.has(key)) {
      unwatched.add("it has no " + key);
      report.accept(
          new Problem.NotUsed(
              spec.place(),
              Advice.join(spec.path(), key),
              "missing, as the draft allows: the SLO is kept, but not watched",
              "Fix: add " + key,
              Severity.WARNING));
    }
  }

  private void noticeSlices(
      Cursor spec, TimeWindow window, List<Objective> objectives, List<String> unwatched) {
    for (Objective objective : objectives) {
      if (!Watched.isCounted(objective.budgeting(), window)
          && !(objective.budgeting() instanceof Budgeting.Unstated)) {
        unwatched.add("its window has more than " + Watched.MOST_SLICES + " slices");
        report.accept(
            new Problem.Unsupported(
                spec.placeOf("budgetingMethod"),
                Advice.join(spec.path(), "budgetingMethod"),
                "more than " + Watched.MOST_SLICES + " slices in a window",
                "at most " + Watched.MOST_SLICES,
                KEPT + ". To watch it, use longer slices"));
        return;
      }
    }
  }

  /** Time slices need their keys, and other methods have no use for them. */
  private void checkSlices(Cursor spec) {
    var method = spec.text("budgetingMethod").orElse("");
    var alpha = spec.has("timeWindows");
    for (Cursor objective : spec.items("objectives")) {
      if (method.equals("Timeslices")) {
        need(objective, "timeSliceTarget", TARGET_RULE, "Write: timeSliceTarget: 0.99");
      }
      if (method.endsWith("imeslices") && !alpha) {
        need(objective, "timeSliceWindow", WINDOW_RULE, "Write: timeSliceWindow: 1m");
      }
      if (method.equals("Occurrences")) {
        reportUseless(objective, "timeSliceTarget", "not used with Occurrences");
        reportUseless(objective, "timeSliceWindow", "not used with Occurrences");
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

  /** Whether the objectives have indicators of their own; reports when both have, or neither. */
  private boolean isComposite(Cursor spec) {
    var own = Indicators.isChosenBy(spec);
    var composite = false;
    var ratios = false;
    for (Cursor objective : spec.items("objectives")) {
      var key = objective.has("ratioMetrics") ? "ratioMetrics" : Indicators.keyOf(objective);
      if (!key.isEmpty() && own) {
        report.accept(
            new Problem.BadValue(
                objective.placeOf(key),
                Advice.join(objective.path(), key),
                "beside the indicator of the SLO",
                "an indicator of the SLO or of each objective, not both",
                "Fix: remove one"));
      }
      composite |= Indicators.isChosenBy(objective);
      ratios |= key.equals("ratioMetrics");
    }
    if (!own && !composite && !ratios) {
      var keys =
          spec.has("timeWindows")
              ? "indicator, or ratioMetrics in each objective"
              : spec.has("serviceRef") ? "sli or sliRef" : "indicator or indicatorRef";
      report.accept(
          new Problem.MissingKey(
              spec.place(),
              Advice.join(spec.path(), keys),
              "the SLI, written here or by its name",
              "Fix: add one"));
    }
    return composite && !own;
  }

  private List<Objective> objectives(Resource resource, Cursor spec, boolean composite) {
    var shared = composite ? Optional.<Indicator>empty() : indicators.chosenBy(spec);
    var method = spec.text("budgetingMethod").orElse("");
    var read = new ArrayList<Objective>();
    for (Cursor at : spec.items("objectives")) {
      var ratios = at.at("ratioMetrics");
      if (composite && !Indicators.isChosenBy(at)) {
        need(at, "indicator or indicatorRef", "an SLI like the others'", "Fix: add one");
      }
      var indicator =
          ratios.isPresent()
              ? ratios.flatMap(indicators::ratio)
              : composite ? indicators.chosenBy(at) : shared;
      var target = target(at);
      var complete = indicator.flatMap(known -> complete(known, at));
      var budgeting = budgeting(method, at);
      if (target.isPresent() && complete.isPresent() && budgeting.isPresent()) {
        read.add(
            new Objective(
                at.text("displayName").orElse(resource.displayName().orElse(resource.name())),
                target.get(),
                budgeting.get(),
                complete.get(),
                at.number("compositeWeight").orElse(1)));
      }
    }
    return read;
  }

  private static Optional<Budgeting> budgeting(String method, Cursor objective) {
    var slice = objective.at("timeSliceWindow").map(Objectives::slice).orElse(MINUTE);
    return switch (method) {
      case "Occurrences" -> Optional.of(new Budgeting.Occurrences());
      case "Timeslices" ->
          objective
              .text("timeSliceTarget")
              .map(text -> new Budgeting.Timeslices(slice, new Ratio(Double.parseDouble(text))));
      case "RatioTimeslices" -> Optional.of(new Budgeting.RatioTimeslices(slice));
      default -> Optional.of(new Budgeting.Unstated());
    };
  }

  /** A number alone is minutes. */
  private static Duration slice(Cursor at) {
    return at.scalar().matches("[0-9.eE+]+")
        ? Duration.ofMillis(Math.max(1, Math.round(Double.parseDouble(at.scalar()) * 60_000)))
        : Windows.parse(at.scalar());
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

  private Optional<SloIndicator> complete(Indicator indicator, Cursor objective) {
    return switch (indicator) {
      case Indicator.Complete(Sli sli, String source) -> {
        reportUseless(objective, "op", "not used with a ratioMetric");
        reportUseless(objective, "value", "not used with a ratioMetric");
        yield Optional.of(new SloIndicator.Promql(sli, source));
      }
      case Indicator.Foreign(String where) -> Optional.of(new SloIndicator.Foreign(where));
      case Indicator.Measured(String query, String source) -> {
        need(objective, "op", "lte, gte, lt or gt for a thresholdMetric", "Write: op: lt");
        need(objective, "value", "the bound of a thresholdMetric", "Write: value: 500");
        var op = objective.text("op");
        var value = objective.number("value");
        yield op.isPresent() && value.isPresent()
            ? Optional.of(
                new SloIndicator.Promql(
                    new Sli.Threshold(
                        query,
                        Sli.Threshold.Operator.valueOf(op.get().toUpperCase(Locale.ROOT)),
                        value.getAsDouble()),
                    source))
            : Optional.empty();
      }
    };
  }
}
