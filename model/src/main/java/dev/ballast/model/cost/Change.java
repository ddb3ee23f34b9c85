// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.cost;

import dev.ballast.model.quantity.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an investment does to one component: to all its failures, or to those of one name.
 *
 * @param failure the name of the failures that change; empty for all
 * @param perYear the new number of incidents, or a factor
 * @param detect the new minutes, or a factor; so are decide and fix
 * @param replicas instead of the present ones
 * @param needs the losses without what it needs: less than one makes a hard dependency soft
 */
public record Change(
    String component,
    String failure,
    Optional<Amount> perYear,
    Optional<Amount> detect,
    Optional<Amount> decide,
    Optional<Amount> fix,
    Optional<Ratio> availability,
    Optional<Ratio> severity,
    Optional<Replicas> replicas,
    List<Need.One> needs) {

  /** A new value, or a factor of the old one. */
  public sealed interface Amount {

    record To(double value) implements Amount {}

    record Times(double factor) implements Amount {}
  }

  public Change {
    needs = List.copyOf(needs);
  }

  Part of(Part part) {
    Part changed =
        part.withFailures(
            part.failures().stream()
                .map(one -> failure.isEmpty() || failure.equals(one.name()) ? of(one) : one)
                .collect(Collectors.toList()));
    return replicas.map(changed::withReplicas).orElse(changed).withNeeds(needs(part.needs()));
  }

  private Failure of(Failure before) {
    Failure.Minutes old = before.minutes();
    Failure changed = before.withPerYear(of(perYear, before.perYear()));
    if (old.mean() > 0) {
      changed =
          changed.withMinutes(
              new Failure.Minutes(
                  of(detect, old.detect()), of(decide, old.decide()), of(fix, old.fix())));
    }
    if (availability.isPresent() && !before.availability().equals(Ratio.ONE)) {
      changed = changed.withAvailability(availability.get());
    }
    return severity.map(changed::withSeverity).orElse(changed);
  }

  private static Estimate of(Optional<Amount> amount, Estimate old) {
    return amount
        .map(
            a ->
                switch (a) {
                  case Amount.To to -> Estimate.of(to.value());
                  case Amount.Times times -> old.times(times.factor());
                })
        .orElse(old);
  }

  private List<Need> needs(List<Need> before) {
    List<Need> after = new ArrayList<>();
    for (Need need : before) {
      after.add(
          switch (need) {
            case Need.One one ->
                needs.stream().filter(n -> n.name().equals(one.name())).findFirst().orElse(one);
            case Need.Some some -> some;
          });
    }
    return after;
  }
}
