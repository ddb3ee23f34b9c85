// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for what spans do: an operation of a subject. One for all windows of a scene. */
final class Steps {

  /** What a span does. */
  record Step(Subject subject, String operation) {}

  private final Map<Subject, Map<String, Integer>> numbers = new HashMap<>();
  private final List<Step> all = new ArrayList<>();

  int number(SpanSample span) {
    return numbers
        .computeIfAbsent(span.subject(), any -> new HashMap<>())
        .computeIfAbsent(
            span.operation(),
            operation -> {
              all.add(new Step(span.subject(), operation));
              return all.size() - 1;
            });
  }

  Step step(int number) {
    return all.get(number);
  }

  int size() {
    return all.size();
  }
}
