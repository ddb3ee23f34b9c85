// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.rollout.Tree;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tools whose files are understood. */
public enum ChaosFormat {
  CHAOSTOOLKIT,
  CHAOS_MESH,
  LITMUS,
  AWS_FIS,
  KRKN,
  HYPERFOIL;

  private static final Set<String> BENCHMARK = Set.of("scenario", "phases", "staircase");

  private static final Set<String> TOOLKIT =
      Set.of("title", "method", "steady-state-hypothesis", "rollbacks");

  /** As flags name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<ChaosFormat> of(String word) {
    return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
  }

  /** The format that a document is of, by what only that format has. */
  static Optional<ChaosFormat> guess(Tree tree) {
    String version = tree.text("apiVersion");
    if (version.startsWith("chaos-mesh.org/")) {
      return Optional.of(CHAOS_MESH);
    }
    if (version.startsWith("litmuschaos.io/") || version.startsWith("argoproj.io/")) {
      return Optional.of(LITMUS);
    }
    if (tree instanceof Tree.Fields(var entries)) {
      if (entries.containsKey("actions") && entries.containsKey("stopConditions")) {
        return Optional.of(AWS_FIS);
      }
      if (entries.containsKey("http") && entries.keySet().stream().anyMatch(BENCHMARK::contains)) {
        return Optional.of(HYPERFOIL);
      }
      if (entries.keySet().stream().anyMatch(TOOLKIT::contains)) {
        return Optional.of(CHAOSTOOLKIT);
      }
    }
    return KrknScenario.isOne(tree) ? Optional.of(KRKN) : Optional.empty();
  }
}
