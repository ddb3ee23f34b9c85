// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Something that can be used up and now is: a pool, a queue, a disk, a limit.
 *
 * <p>Note. The ceiling of a series is another series of the same subject that differs in its name
 * by a word such as {@code max} or {@code limit}, else 100 or 1 where the name says that it is a
 * share. Reported is what was well below its ceiling and is near it since: 70 % of the time at 90
 * %. O(samples).
 */
final class SaturationDetector implements Detector {

  private static final double FULL = 0.9;
  private static final double ROOM = 0.8;
  private static final double MOST_OF_THE_TIME = 0.3;
  private static final double STRONGEST = 4;

  private static final Set<String> CEILING =
      Set.of("max", "maximum", "limit", "capacity", "total", "size", "quota");
  private static final Set<String> USE =
      Set.of(
          "in", "use", "used", "inuse", "active", "busy", "current", "usage", "rss", "depth",
          "length");
  private static final Set<String> SHARE =
      Set.of("pct", "percent", "percentage", "ratio", "utilization", "utilisation", "saturation");
  private static final Set<String> OF =
      Set.of(
          "cpu",
          "mem",
          "memory",
          "disk",
          "pool",
          "queue",
          "conn",
          "conns",
          "connections",
          "fd",
          "threads",
          "heap",
          "buffer",
          "storage",
          "volume",
          "quota",
          "inodes",
          "workers");

  @Override
  public List<Evidence> examine(Observed seen) {
    SortedMap<Subject, List<Signal>> bySubject = new TreeMap<>();
    Map<String, Boolean> asked = new HashMap<>();
    for (Signal signal : seen.scene().signals()) {
      if (signal.comparable()
          && asked.computeIfAbsent(
              signal.name(), n -> words(signal).stream().anyMatch(OF::contains))) {
        bySubject.computeIfAbsent(signal.subject(), any -> new ArrayList<>()).add(signal);
      }
    }
    List<Evidence> found = new ArrayList<>();
    bySubject.values().forEach(signals -> found.addAll(full(signals)));
    return found;
  }

  private static List<Evidence> full(List<Signal> signals) {
    Map<SortedSet<String>, Signal> ceilings = new HashMap<>();
    for (Signal signal : signals) {
      SortedSet<String> words = words(signal);
      if (words.removeAll(CEILING)) {
        ceilings.putIfAbsent(words, signal);
      }
    }
    List<Evidence> found = new ArrayList<>();
    for (Signal signal : signals) {
      SortedSet<String> words = words(signal);
      if (words.stream().anyMatch(CEILING::contains)) {
        continue;
      }
      boolean share = words.stream().anyMatch(SHARE::contains);
      SortedSet<String> stem = new TreeSet<>(words);
      stem.removeAll(USE);
      Signal limit = ceilings.get(stem);
      if (limit != null || share) {
        double before = limit == null ? unit(signal) : Robust.median(limit.before());
        double after = limit == null ? unit(signal) : Robust.median(limit.after());
        found.addAll(full(signal, before, after));
      }
    }
    return found;
  }

  private static List<Evidence> full(Signal signal, double ceilingBefore, double ceiling) {
    double usual = Robust.median(signal.before()) / ceilingBefore;
    double now = Robust.quantile(signal.after(), MOST_OF_THE_TIME) / ceiling;
    if (!(ceiling > 0 && ceilingBefore > 0) || now < FULL || usual > ROOM) {
      return List.of();
    }
    return List.of(
        new Evidence(
            signal.subject(),
            Modality.SATURATION,
            STRONGEST * Math.min(1, (Math.min(1, now) - usual) / (1 - usual)),
            String.format(
                Locale.ROOT,
                "%s is at %.0f %% of its ceiling %.4g, was at %.0f %%",
                signal.name(),
                100 * now,
                ceiling,
                100 * usual)));
  }

  /** 100 where anything was ever above 1, else 1. */
  private static double unit(Signal signal) {
    double most =
        Math.max(
            Arrays.stream(signal.before()).max().orElse(0),
            Arrays.stream(signal.after()).max().orElse(0));
    return most > 1.5 ? 100 : 1;
  }

  private static SortedSet<String> words(Signal signal) {
    return new TreeSet<>(Arrays.asList(signal.name().toLowerCase(Locale.ROOT).split("[^a-z0-9]+")));
  }
}
