// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.cost.Need;
import dev.ballast.model.cost.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Finds components that need themselves; each circle is told once, where it closes. */
final class NeedCircles {

  private final Map<String, Part> parts;
  private final Map<String, Cursor> places;
  private final Consumer<Problem> report;
  private final Set<String> done = new HashSet<>();
  private final List<String> path = new ArrayList<>();

  NeedCircles(Map<String, Part> parts, Map<String, Cursor> places, Consumer<Problem> report) {
    this.parts = parts;
    this.places = places;
    this.report = report;
  }

  void check() {
    parts.keySet().forEach(this::visit);
  }

  private void visit(String name) {
    int at = path.indexOf(name);
    if (at >= 0) {
      List<String> circle = new ArrayList<>(path.subList(at, path.size()));
      circle.add(name);
      Cursor place = places.get(path.getLast());
      if (place != null) {
        report.accept(
            new Problem.BadValue(
                place.at("needs").map(Cursor::place).orElse(place.place()),
                Advice.join(place.path(), "needs"),
                Texts.quoted(name),
                "needs without a circle; " + String.join(" -> ", circle),
                "Fix: remove one of them, or make one component of those that fail together"));
      }
      return;
    }
    Part part = parts.get(name);
    if (part == null || !done.add(name)) {
      return;
    }
    path.add(name);
    for (Need need : part.needs()) {
      need.names().forEach(this::visit);
    }
    path.removeLast();
  }
}
