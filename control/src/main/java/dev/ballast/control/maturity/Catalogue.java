// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import dev.ballast.model.maturity.Bullet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All checks, by level and bullet. */
public final class Catalogue {

  public static final List<Check> ALL =
      Stream.of(
              BasicChecks.all(),
              IntermediateChecks.all(),
              AdvancedChecks.all(),
              StrategicChecks.all())
          .flatMap(List::stream)
          .toList();

  private Catalogue() {}

  public static Optional<Check> find(String id) {
    return ALL.stream().filter(check -> check.id().equals(id)).findFirst();
  }

  public static List<Check> of(Bullet bullet) {
    return ALL.stream().filter(check -> check.bullet() == bullet).toList();
  }
}
