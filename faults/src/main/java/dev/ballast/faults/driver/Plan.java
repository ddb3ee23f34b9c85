// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.driver;

import java.util.List;

/** What would be done and what would undo it, in order, as people read it. */
public record Plan(List<String> does, List<String> undoes) {
  public Plan {
    does = List.copyOf(does);
    undoes = List.copyOf(undoes);
  }

  public static Plan of(String does, String undoes) {
    return new Plan(List.of(does), undoes.isEmpty() ? List.of() : List.of(undoes));
  }
}
