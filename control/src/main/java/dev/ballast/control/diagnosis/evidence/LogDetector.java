// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.drain.TemplateTree;
import dev.ballast.control.diagnosis.scene.LogLine;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Templates of log lines that are new, or that are gone; a new error says twice as much. */
final class LogDetector implements Detector {

  private static final Pattern ALARM =
      Pattern.compile("\\b(ERROR|FATAL|SEVERE|CRITICAL|PANIC|error|fatal|panic)\\b");
  private static final int HEAD = 60;

  /** One line with the number of its template, which may still grow more general. */
  private record Numbered(Subject subject, int template, boolean alarming) {}

  @Override
  public List<Evidence> examine(Scene scene) {
    if (!scene.logs().comparable()) {
      return List.of();
    }
    Map<Subject, TemplateTree> trees = new TreeMap<>();
    List<List<Numbered>> before = scene.logs().before().stream().map(w -> read(w, trees)).toList();
    List<List<Numbered>> after = scene.logs().after().stream().map(w -> read(w, trees)).toList();
    Set<Novelty.Thing> alarming = new HashSet<>();
    List<Map<Novelty.Thing, Integer>> usual =
        before.stream().map(w -> counts(w, trees, alarming)).toList();
    List<Map<Novelty.Thing, Integer>> now =
        after.stream().map(w -> counts(w, trees, alarming)).toList();
    return new Novelty(Modality.LOGS, "log line", alarming::contains).compare(scene, usual, now);
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

  private static Map<Novelty.Thing, Integer> counts(
      List<Numbered> window, Map<Subject, TemplateTree> trees, Set<Novelty.Thing> alarming) {
    Map<Novelty.Thing, Integer> counts = new HashMap<>();
    for (Numbered line : window) {
      String text = trees.getOrDefault(line.subject(), new TemplateTree()).text(line.template());
      Novelty.Thing thing = new Novelty.Thing(line.subject(), text);
      counts.merge(thing, 1, Integer::sum);
      if (line.alarming()) {
        alarming.add(thing);
      }
    }
    return counts;
  }
}
