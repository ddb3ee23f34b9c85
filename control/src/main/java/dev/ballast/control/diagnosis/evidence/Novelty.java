// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a subject does now and never did, and what it no longer does although it is still asked.
 *
 * <p>Note. Things are counted per window. New: in no normal window; vanished: in every normal
 * window at least three times, and not once since. A vanished thing counts by how often it was to
 * be expected of the requests that still arrive: nobody asking is no news about the one not asked.
 * A subject's findings add up with halving weights, at most four.
 */
final class Novelty {

  private static final int LEAST_USUAL = 3;
  private static final int MOST_FINDINGS = 4;
  private static final double ALARMING = 2;

  /** A thing that can be counted: an operation, or a template of log lines. */
  record Thing(Subject subject, String name) implements Comparable<Thing> {
    @Override
    public int compareTo(Thing o) {
      int first = subject.compareTo(o.subject);
      return first != 0 ? first : name.compareTo(o.name);
    }
  }

  private record Finding(double strength, String text) {}

  private final Modality modality;
  private final String word;
  private final Predicate<Thing> alarming;

  Novelty(Modality modality, String word, Predicate<Thing> alarming) {
    this.modality = modality;
    this.word = word;
    this.alarming = alarming;
  }

  List<Evidence> compare(
      Observed seen, List<Map<Thing, Integer>> before, List<Map<Thing, Integer>> after) {
    Map<Subject, Double> stillAsked = stillAsked(seen);
    SortedSet<Thing> things = new TreeSet<>();
    before.forEach(window -> things.addAll(window.keySet()));
    after.forEach(window -> things.addAll(window.keySet()));
    SortedMap<Subject, List<Finding>> findings = new TreeMap<>();
    for (Thing thing : things) {
      int now = after.stream().mapToInt(w -> w.getOrDefault(thing, 0)).sum();
      int most = before.stream().mapToInt(w -> w.getOrDefault(thing, 0)).max().orElse(0);
      int least = before.stream().mapToInt(w -> w.getOrDefault(thing, 0)).min().orElse(0);
      Finding finding = null;
      if (now > 0 && most == 0) {
        double rate = now / (double) after.size();
        double strength = Math.log1p(rate) * (alarming.test(thing) ? ALARMING : 1);
        finding = new Finding(strength, "new " + word + ", " + times(rate) + ": " + thing.name());
      } else if (now == 0 && least >= LEAST_USUAL) {
        double expected = least * stillAsked.getOrDefault(thing.subject(), 1.0);
        finding =
            new Finding(
                Math.log1p(expected),
                "vanished " + word + ", was " + times(least) + ": " + thing.name());
      }
      if (finding != null && finding.strength() > 0) {
        findings.computeIfAbsent(thing.subject(), any -> new ArrayList<>()).add(finding);
      }
    }
    List<Evidence> found = new ArrayList<>();
    findings.forEach((subject, list) -> found.add(sum(subject, list)));
    return found;
  }

  private Evidence sum(Subject subject, List<Finding> list) {
    list.sort(Comparator.comparingDouble(Finding::strength).reversed());
    double strength = 0;
    for (int i = 0; i < Math.min(MOST_FINDINGS, list.size()); i++) {
      strength += list.get(i).strength() / (1 << i);
    }
    return new Evidence(subject, modality, strength, list.getFirst().text());
  }

  private static String times(double rate) {
    return String.format(Locale.ROOT, "%.1f a window", rate);
  }

  /** By subject, the share of the usual requests that still arrive; at most 1. */
  private static Map<Subject, Double> stillAsked(Observed seen) {
    Map<Subject, Double> shares = new HashMap<>();
    if (seen.spans().comparable()) {
      Map<Subject, Double> before = perWindow(seen.spans().before());
      Map<Subject, Double> after = perWindow(seen.spans().after());
      before.forEach(
          (subject, usual) ->
              shares.put(subject, Math.min(1, after.getOrDefault(subject, 0.0) / usual)));
    }
    return shares;
  }

  private static Map<Subject, Double> perWindow(List<Forest> windows) {
    Map<Subject, Double> rates = new HashMap<>();
    for (Forest forest : windows) {
      for (int i = 0; i < forest.size(); i++) {
        if (forest.entry(i)) {
          rates.merge(forest.span(i).subject(), 1.0 / windows.size(), Double::sum);
        }
      }
    }
    return rates;
  }
}
