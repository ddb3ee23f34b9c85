// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import dev.ballast.model.maturity.Bullet;
import dev.ballast.model.maturity.CheckState;
import dev.ballast.model.maturity.Level;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How mature a subject is, with all that this rests on.
 *
 * @param holdings one for each of the fourteen bullets
 * @param level the highest that is reached together with all below it; null: not even the first
 * @param steps the way to the next level, the cheapest first; empty at the top
 */
public record Card(
    Subject subject, Instant at, List<Holding> holdings, @Nullable Level level, List<Step> steps) {

  public Card {
    holdings = List.copyOf(holdings);
    steps = List.copyOf(steps);
  }

  static Card of(Subject subject, Instant at, List<CheckResult> results) {
    List<Holding> holdings =
        Arrays.stream(Bullet.values())
            .map(
                bullet ->
                    new Holding(
                        bullet,
                        results.stream().filter(one -> one.check().bullet() == bullet).toList()))
            .toList();
    Level reached = null;
    for (Level level : Level.values()) {
      List<Holding> asked = of(holdings, level);
      if (asked.stream().allMatch(Holding::isVoid) || !asked.stream().allMatch(Holding::holds)) {
        return new Card(subject, at, holdings, reached, Plan.of(asked));
      }
      reached = level;
    }
    return new Card(subject, at, holdings, reached, List.of());
  }

  private static List<Holding> of(List<Holding> holdings, Level level) {
    return holdings.stream().filter(holding -> holding.bullet().level() == level).toList();
  }

  public List<Holding> of(Level of) {
    return of(holdings, of);
  }

  /** From 0 to 4. */
  public int number() {
    return level == null ? 0 : level.number();
  }

  /** Such as {@code level 2, Intermediate SRE}. */
  public String title() {
    return level == null ? "below level 1" : "level " + level.number() + ", " + level.title();
  }

  public List<CheckResult> results() {
    return holdings.stream().flatMap(holding -> holding.results().stream()).toList();
  }

  public int count(CheckState state) {
    return holdings.stream().mapToInt(holding -> holding.count(state)).sum();
  }

  /** The one that is the least work. */
  public Optional<Step> next() {
    return steps.stream().findFirst();
  }

  /** The proof that ends first, of those that the level rests on. */
  public Optional<CheckResult> endsFirst() {
    return holdings.stream()
        .filter(holding -> holding.bullet().level().number() <= number())
        .flatMap(holding -> holding.results().stream())
        .filter(CheckResult::isProved)
        .min(
            Comparator.comparing(
                CheckResult::expires, Comparator.nullsLast(Comparator.naturalOrder())));
  }
}
