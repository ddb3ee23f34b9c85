// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.experiment.ExperimentReader;
import dev.ballast.model.experiment.Finding;
import dev.ballast.model.rollout.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads experiments: the reader of Chaos Toolkit's form, with our places. */
final class Experiments {

  private static final Pattern STEP = Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_-]*)|\\[(\\d+)]");
  private static final String STEADY = "steady-state-hypothesis";

  private final Registry registry;
  private final Consumer<Problem> report;

  Experiments(Registry registry, Consumer<Problem> report) {
    this.registry = registry;
    this.report = report;
  }

  List<Experiment> readAll() {
    var all = new ArrayList<Experiment>();
    for (Resource resource : registry.all(Kind.EXPERIMENT)) {
      resource
          .spec()
          .ifPresent(
              spec -> {
                var reading = ExperimentReader.read(resource.name(), toolkitForm(spec.tree()));
                reading.findings().forEach(finding -> report.accept(problem(spec, finding)));
                reading.experiment().filter(_ -> resource.isNamed()).ifPresent(all::add);
              });
    }
    return all;
  }

  /** The same with the one key that is written differently. */
  private static Tree toolkitForm(Tree spec) {
    if (!(spec instanceof Tree.Fields(var entries))) {
      return spec;
    }
    Map<String, Tree> all = new LinkedHashMap<>();
    entries.forEach((key, value) -> all.put(key.equals("steadyState") ? STEADY : key, value));
    return new Tree.Fields(all);
  }

  private static Problem problem(Cursor spec, Finding finding) {
    String below = finding.path().substring(1).replace("." + STEADY, ".steadyState");
    Cursor at = spec;
    Matcher step = STEP.matcher(below);
    int end = 0;
    while (step.find() && step.start() == end) {
      var next =
          step.group(1) == null
              ? at.items().stream().skip(Integer.parseInt(step.group(2))).findFirst()
              : at.at(step.group(1));
      if (next.isEmpty()) {
        break;
      }
      at = next.get();
      end = step.end();
    }
    String path = "spec" + below;
    return finding.error()
        ? new Problem.Invalid(at.place(), path, finding.text())
        : new Problem.NotUsed(at.place(), path, finding.text(), "", Severity.WARNING);
  }
}
