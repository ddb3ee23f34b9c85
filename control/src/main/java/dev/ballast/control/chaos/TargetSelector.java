// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which targets are meant: those that have all labels and, when names are given, one of these
 * names. {@code service} and {@code agent} count as labels. It never means everything.
 */
public record TargetSelector(SortedMap<String, String> labels, List<String> names) {

  public TargetSelector {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    names = List.copyOf(names);
  }

  /** A region is all targets with its label. */
  public static TargetSelector ofRegion(String region) {
    return ofLabels(Map.of("region", region));
  }

  public static TargetSelector ofLabels(Map<String, String> labels) {
    return new TargetSelector(new TreeMap<>(labels), List.of());
  }

  public static TargetSelector ofNames(List<String> names) {
    return new TargetSelector(new TreeMap<>(), names);
  }

  /** Says nothing, so that it would match all there is. */
  public boolean isEmpty() {
    return labels.isEmpty() && names.isEmpty();
  }

  public boolean matches(FaultTarget target) {
    return (names.isEmpty() || names.contains(target.name()))
        && labels.entrySet().stream()
            .allMatch(label -> label.getValue().equals(target.label(label.getKey())));
  }

  /** As people write it: {@code region=us-east payments-1}. */
  public String text() {
    StringBuilder text = new StringBuilder();
    labels.forEach((key, value) -> text.append(key).append('=').append(value).append(' '));
    names.forEach(name -> text.append(name).append(' '));
    return text.isEmpty() ? "everything" : text.toString().strip();
  }
}
