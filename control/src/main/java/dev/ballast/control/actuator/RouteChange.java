// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.actuator;

import java.util.ArrayList;
import java.util.List;

/** Weights as they are, and as they would be. */
public record RouteChange(Routing before, Weights after) {

  public boolean changesNothing() {
    return before.weights().equals(after);
  }

  /** What somebody should know before doing it. */
  public List<String> cautions() {
    List<String> cautions = new ArrayList<>(before.cautions());
    if (!before.leasedBy().isEmpty()) {
      cautions.add("a lease of " + before.leasedBy() + " is in force on these weights");
    }
    after
        .of()
        .forEach(
            (backend, weight) -> {
              double was = before.weights().share(backend);
              if (weight == 0 && was > 0) {
                cautions.add(backend + " loses all of its traffic");
              } else if (after.share(backend) == 1 && was < 1) {
                cautions.add(backend + " gets all of the traffic");
              }
            });
    return List.copyOf(cautions);
  }
}
