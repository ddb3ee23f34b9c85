// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import dev.ballast.model.Service;
import dev.ballast.model.maturity.Bullet;
import java.time.Duration;
import java.util.Set;

/**
 * One thing that is checked by itself, with nobody asked.
 *
 * @param id dotted and stable
 * @param kinds of services that it makes sense for
 * @param title what holds when it is proved
 * @param step what to do to get it proved, one sentence
 */
public record Check(
    String id,
    Bullet bullet,
    Scope scope,
    FactName fact,
    Rule rule,
    Effort effort,
    Set<Service.Kind> kinds,
    String title,
    String step) {

  private static final Set<Service.Kind> OURS =
      Set.of(Service.Kind.INTERNAL, Service.Kind.DATABASE);

  public Check {
    kinds = Set.copyOf(kinds);
  }

  /** For services and databases. */
  static Check of(
      String id,
      Bullet bullet,
      Scope scope,
      FactName fact,
      Rule rule,
      Effort effort,
      String title,
      String step) {
    return new Check(id, bullet, scope, fact, rule, effort, OURS, title, step);
  }

  /** Not for databases, which nobody here releases or traces from inside. */
  Check notForDatabases() {
    return new Check(
        id, bullet, scope, fact, rule, effort, Set.of(Service.Kind.INTERNAL), title, step);
  }

  /** How long the newest thing that was seen proves it. */
  public Duration validity() {
    return fact.lookBack();
  }

  /** Whether it makes sense to ask it of somebody. */
  public boolean isFor(Subject subject) {
    return switch (subject) {
      case Subject.Organisation _ -> true;
      case Subject.OfService one -> scope != Scope.ORGANISATION && kinds.contains(one.kind());
    };
  }
}
