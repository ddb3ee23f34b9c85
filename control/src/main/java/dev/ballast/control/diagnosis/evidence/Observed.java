// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.drain.TemplateTree;
import dev.ballast.control.diagnosis.evidence.Novelty.Thing;
import dev.ballast.control.diagnosis.scene.LogLine;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A scene with its windows prepared once: spans as trees, lines as counts of their templates. A
 * normal window can take the place of the fault's, which shows what a detector says when nothing is
 * wrong.
 */
record Observed(
    Scene scene,
    Steps steps,
    Windows<Forest> spans,
    Windows<Map<Thing, Integer>> lines,
    Set<Thing> alarming) {

  /** What was made of windows, before the onset and since. */
  record Windows<T>(List<T> before, List<T> after) {

    boolean comparable() {
      return !before.isEmpty() && !after.isEmpty();
    }

    /** One of the normal windows as if it were the fault's. */
    Windows<T> holdingOut(int which) {
      if (before.size() < 2) {
        return new Windows<>(List.of(), List.of());
      }
      List<T> others = new ArrayList<>(before);
      T one = others.remove(which % before.size());
      return new Windows<>(others, List.of(one));
    }
  }

  private static final Pattern ALARM =
      Pattern.compile("\\b(ERROR|FATAL|SEVERE|CRITICAL|PANIC|error|fatal|panic)\\b");
  private static final int HEAD = 60;

  /** Beyond these, more normal windows teach little more about what is usual. */
  private static final int MOST_HELD_OUT = 4;

  static Observed of(Scene scene) {
    Steps steps = new Steps();
    Windows<Forest> spans = new Windows<>(List.of(), List.of());
    if (scene.spans().comparable()) {
      spans =
          new Windows<>(
              forests(scene.spans().before(), steps), forests(scene.spans().after(), steps));
    }
    Set<Thing> alarming = new HashSet<>();
    return new Observed(scene, steps, spans, lines(scene, alarming), alarming);
  }

  /** What was seen with a normal window, or with half of the only one, in place of the fault's. */
  List<Observed> whenNothingIsWrong() {
    int windows = Math.max(spans.before().size(), lines.before().size());
    List<Observed> all = new ArrayList<>();
    for (int i = 0; i < Math.min(windows, MOST_HELD_OUT) && windows > 1; i++) {
      all.add(new Observed(scene, steps, spans.holdingOut(i), lines.holdingOut(i), alarming));
    }
    if (spans.before().size() == 1 && spans.comparable()) {
      Windows<Forest> none = new Windows<>(List.of(), List.of());
      Forest even = half(0);
      Forest odd = half(1);
      Windows<Map<Thing, Integer>> silent = new Windows<>(List.of(), List.of());
      if (even.size() > 0 && odd.size() > 0) {
        all.add(
            new Observed(
                scene, steps, new Windows<>(List.of(even), List.of(odd)), silent, alarming));
        all.add(
            new Observed(
                scene, steps, new Windows<>(List.of(odd), List.of(even)), silent, alarming));
      } else {
        all.add(new Observed(scene, steps, none, silent, alarming));
      }
    }
    return all;
  }

  private Forest half(int parity) {
    return new Forest(
        scene.spans().before().getFirst().stream()
            .filter(s -> Math.floorMod(s.trace(), 2) == parity)
            .toList(),
        steps);
  }

  private static List<Forest> forests(List<List<SpanSample>> windows, Steps steps) {
    return windows.stream().map(w -> new Forest(w, steps)).toList();
  }

  /** One line with the number of its template, which may still grow more general. */
  private record Numbered(Subject subject, int template, boolean alarming) {}

  private static Windows<Map<Thing, Integer>> lines(Scene scene, Set<Thing> alarming) {
    if (!scene.logs().comparable()) {
      return new Windows<>(List.of(), List.of());
    }
    Map<Subject, TemplateTree> trees = new TreeMap<>();
    List<List<Numbered>> before = scene.logs().before().stream().map(w -> read(w, trees)).toList();
    List<List<Numbered>> after = scene.logs().after().stream().map(w -> read(w, trees)).toList();
    return new Windows<>(
        before.stream().map(w -> counts(w, trees, alarming)).toList(),
        after.stream().map(w -> counts(w, trees, alarming)).toList());
  }

  private static List<Numbered> read(List<LogLine> window, Map<Subject, TemplateTree> trees) {
    List<Numbered> lines = new ArrayList<>(window.size());
    for (LogLine line : window) {
      TemplateTree tree = trees.computeIfAbsent(line.subject(), any -> new TemplateTree());
      String head = line.text().substring(0, Math.min(HEAD, line.text().length()));
      lines.add(new Numbered(line.subject(), tree.add(line.text()), ALARM.matcher(head).find()));
    }
    return lines;
  }

  private static Map<Thing, Integer> counts(
      List<Numbered> window, Map<Subject, TemplateTree> trees, Set<Thing> alarming) {
    record Key(Subject subject, int template) {}
    Map<Key, int[]> numbers = new HashMap<>();
    for (Numbered line : window) {
      int[] count =
          numbers.computeIfAbsent(new Key(line.subject(), line.template()), any -> new int[2]);
      count[0]++;
      count[1] += line.alarming() ? 1 : 0;
    }
    Map<Thing, Integer> counts = new HashMap<>();
    numbers.forEach(
        (key, count) -> {
          String text = trees.getOrDefault(key.subject(), new TemplateTree()).text(key.template());
          Thing thing = new Thing(key.subject(), text);
          counts.merge(thing, count[0], Integer::sum);
          if (count[1] > 0) {
            alarming.add(thing);
          }
        });
    return counts;
  }
}
