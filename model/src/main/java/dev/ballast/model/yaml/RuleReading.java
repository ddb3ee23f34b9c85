// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.SloDefinition;
import dev.ballast.model.sloth.AlertWindows;
import dev.ballast.model.sloth.SlothSpec;
import java.util.List;

/**
 * What came of reading files to write rules from.
 *
 * @param sloth documents of Sloth, as they are
 * @param definitions SLOs of other formats
 * @param windows alert windows that the files bring along
 */
public record RuleReading(
    List<SlothSpec> sloth,
    List<SloDefinition> definitions,
    List<AlertWindows> windows,
    List<Problem> problems) {

  public RuleReading {
    sloth = List.copyOf(sloth);
    definitions = List.copyOf(definitions);
    windows = List.copyOf(windows);
    problems = List.copyOf(problems);
  }

  public List<Problem> errors() {
    return problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
  }
}
