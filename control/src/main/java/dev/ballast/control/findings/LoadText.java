// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import dev.ballast.model.gameday.CanaryLoad;
import dev.ballast.model.gameday.HeaderText;
import dev.ballast.model.gameday.WatchedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Loads and names of a day, as YAML has them. */
final class LoadText {

  private LoadText() {}

  static String of(CanaryLoad load) {
    List<String> all = new ArrayList<>();
    all.add("name: " + load.name());
    all.add("target: " + RegressionPlan.quoted(ShownUrl.of(load.target())));
    all.add("rate: " + RegressionPlan.number(load.rate()) + "/s");
    if (!load.from().isEmpty()) {
      all.add("from: [" + String.join(", ", load.from()) + "]");
    }
    if (!load.records().isEmpty()) {
      all.add("record: " + load.records());
    }
    if (!load.headers().isEmpty()) {
      Map<String, String> shown = new TreeMap<>(load.headers());
      shown.replaceAll(HeaderText::shown);
      all.add("headers: " + map(shown));
    }
    load.look()
        .ifPresent(
            look ->
                all.add(
                    "look: {store: %s, query: %s}"
                        .formatted(look.store(), RegressionPlan.quoted(look.query()))));
    return "    - {" + String.join(", ", all) + "}\n";
  }

  static String of(WatchedName name) {
    return "    - {name: %s, resolvers: [%s], addresses: %s}\n"
        .formatted(
            RegressionPlan.quoted(name.name()),
            name.resolvers().stream().map(RegressionPlan::quoted).collect(Collectors.joining(", ")),
            map(name.regions()));
  }

  private static String map(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(e -> RegressionPlan.quoted(e.getKey()) + ": " + RegressionPlan.quoted(e.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
