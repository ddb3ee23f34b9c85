// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.Replicas;
import dev.ballast.control.healing.Symptom;
import dev.ballast.control.predict.scaling.Expected;
import dev.ballast.model.Place;
import dev.ballast.model.Remediation;
import dev.ballast.model.Trigger.OfForecast;
import dev.ballast.server.keda.Forecasts;
import dev.ballast.server.keda.Question;
import dev.ballast.telemetry.query.QueryException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The load that is expected within a lead time against what the instances should bear: the same
 * rule as KEDA is served with, so never less is asked for than the load of now asks for.
 */
final class ScalingAhead {

  private static final Logger log = LoggerFactory.getLogger(ScalingAhead.class);

  private final Forecasts forecasts;
  private final BiFunction<Remediation, Place, Replicas> replicas;

  /**
   * @param replicas of the set that a remediation scales
   */
  ScalingAhead(Forecasts forecasts, BiFunction<Remediation, Place, Replicas> replicas) {
    this.forecasts = forecasts;
    this.replicas = replicas;
  }

  /** Whether more is expected than those that are asked for should have. */
  Optional<Symptom> symptom(Remediation rules, OfForecast of, Place place) {
    return look(rules, of, place)
        .filter(seen -> seen.expected().value() > seen.replicas().wanted() * of.each())
        .map(
            seen ->
                new Symptom(
                    place,
                    String.format(
                        Locale.ROOT,
                        "%.1f is expected within %d s, and %d instances should have %.1f: %s",
                        seen.expected().value(),
                        of.ahead().toSeconds(),
                        seen.replicas().wanted(),
                        seen.replicas().wanted() * of.each(),
                        seen.expected().why())));
  }

  /** Expected load as a share of what those that run should have; NaN when it is not known. */
  double pressure(Remediation rules, OfForecast of, Place place) {
    return look(rules, of, place)
        .map(seen -> seen.expected().value() / (Math.max(1, seen.replicas().present()) * of.each()))
        .orElse(Double.NaN);
  }

  private record Seen(Expected expected, Replicas replicas) {}

  private Optional<Seen> look(Remediation rules, OfForecast of, Place place) {
    try {
      Question question =
          new Question(
              new Question.Look(
                  HealingSenses.filled(of.load(), place), "", of.history(), of.step(), of.season()),
              of.ahead(),
              of.quantile(),
              of.each(),
              0,
              "healing");
      return Optional.of(new Seen(forecasts.expected(question), replicas.apply(rules, place)));
    } catch (Forecasts.NoData | QueryException | ActuatorException e) {
      log.atWarn()
          .addKeyValue("event", "healing.no_foresight")
          .addKeyValue("remediation", rules.name())
          .log(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
