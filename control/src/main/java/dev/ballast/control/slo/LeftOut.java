// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.control.slo.replay.Exclusion;
import dev.ballast.control.slo.replay.Span;
import dev.ballast.model.Maintenance;
import dev.ballast.model.Slo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Says which times are not to count. */
@FunctionalInterface
public interface LeftOut {

  LeftOut NOTHING = (_, _) -> List.of();

  /** Those of an SLO that touch a window, in any order. */
  List<Exclusion> of(Slo slo, Span window);

  /** As declared in the configuration. */
  static LeftOut by(Collection<Maintenance> maintenances) {
    return (slo, window) -> {
      List<Exclusion> all = new ArrayList<>();
      for (Maintenance one : maintenances) {
        if (one.isAbout(slo)) {
          Maintenance.Times times = one.times();
          times
              .starts(window.from(), window.to())
              .forEach(
                  from ->
                      all.add(
                          new Exclusion(
                              new Span(from, from.plus(times.length())),
                              one.reason(),
                              one.by(),
                              one.cap())));
        }
      }
      return all;
    };
  }
}
