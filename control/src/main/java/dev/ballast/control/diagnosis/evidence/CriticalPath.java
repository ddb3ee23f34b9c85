// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.Recording;
import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Which spans the requests of a window waited for, and whose share of added latency is how large.
 *
 * <p>Note. From the end of a root span backwards: the child that ended last before the cursor is on
 * the path, from its start the walk goes on; what no child covers is the span's own. Children that
 * reach out of their parent are cut, those that overlap by less than {@value #OVERLAP_MICROS} us
 * count as one after the other (clock skew). So the times on a path add up to the root's duration.
 * Counterfactual share: what a request would be faster if one place took its usual time again, the
 * rest staying, over what requests take more. It is an upper bound: another branch may become
 * critical. O(spans log children). After CRISP (Zhang et al., USENIX ATC 2022).
 */
public final class CriticalPath {

  static final long OVERLAP_MICROS = 1000;

  private static final double MILLIS = 1000;

  /**
   * A place on the paths and what it does to latency.
   *
   * @param other whom it waits for, when it does nothing but wait; else the subject itself
   * @param usualMicros on a path, per request, in normal windows
   * @param micros the same since the onset
   * @param share of all that requests take more; 0 when they do not
   */
  public record Share(
      Subject subject,
      Subject other,
      String operation,
      double usualMicros,
      double micros,
      double share,
      String text) {}

  private final Steps steps;

  /** Of each step, microseconds on paths. */
  private double[] own = new double[16];

  private long requests;
  private double total;

  private CriticalPath(Steps steps) {
    this.steps = steps;
  }

  /** Microseconds that the requests of a window took, all together, walked along their paths. */
  public static double micros(List<SpanSample> window) {
    CriticalPath path = new CriticalPath(new Steps());
    path.add(new Forest(window, path.steps));
    return Arrays.stream(path.own).sum();
  }

  /** All places, those first that add most. Empty without normal windows or requests since. */
  public static List<Share> shares(Recording<SpanSample> spans) {
    if (!spans.comparable()) {
      return List.of();
    }
    Steps steps = new Steps();
    CriticalPath before = new CriticalPath(steps);
    spans.before().forEach(window -> before.add(new Forest(window, steps)));
    CriticalPath after = new CriticalPath(steps);
    List<Forest> forests = spans.after().stream().map(w -> new Forest(w, steps)).toList();
    forests.forEach(after::add);
    if (before.requests == 0 || after.requests == 0) {
      return List.of();
    }
    Subject[] others = others(steps, forests);
    double added = after.total / after.requests - before.total / before.requests;
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      double usual = before.perRequest(i);
      double now = after.perRequest(i);
      if (now > 0 || usual > 0) {
        Steps.Step step = steps.step(i);
        double share = added > 0 ? Math.clamp((now - usual) / added, 0, 1) : 0;
        shares.add(
            new Share(
                step.subject(),
                others[i],
                step.operation(),
                usual,
                now,
                share,
                text(step.subject(), others[i], share, added)));
      }
    }
    shares.sort(
        Comparator.comparingDouble((Share s) -> s.usualMicros() - s.micros())
            .thenComparing(Share::subject)
            .thenComparing(Share::operation));
    return List.copyOf(shares);
  }

  private static String text(Subject subject, Subject other, double share, double added) {
    String who =
        subject.equals(other) ? subject.name() : "waiting between " + subject + " and " + other;
    return added > 0
        ? String.format(
            Locale.ROOT, "%s is %.0f %% of the added %.0f ms", who, 100 * share, added / MILLIS)
        : who + " adds nothing: requests take no longer than usual";
  }

  /** Of each step, whom its spans merely wait for. */
  private static Subject[] others(Steps steps, List<Forest> forests) {
    Subject[] others = new Subject[steps.size()];
    Arrays.setAll(others, i -> steps.step(i).subject());
    for (Forest forest : forests) {
      for (int i = 0; i < forest.size(); i++) {
        int callee = forest.callee(i);
        if (callee != Forest.NONE) {
          others[forest.step(i)] = forest.span(callee).subject();
        }
      }
    }
    return others;
  }

  private double perRequest(int step) {
    return step < own.length ? own[step] / requests : 0;
  }

  private void add(Forest forest) {
    own = Arrays.copyOf(own, Math.max(own.length, steps.size()));
    long[] froms = new long[16];
    long[] tos = new long[16];
    int[] open = new int[16];
    for (int root = 0; root < forest.size(); root++) {
      if (forest.parent(root) != Forest.NONE) {
        continue;
      }
      requests++;
      total += forest.span(root).durationMicros();
      int depth = 1;
      open[0] = root;
      froms[0] = forest.span(root).startMicros();
      tos[0] = forest.span(root).endMicros();
      while (depth > 0) {
        depth--;
        int span = open[depth];
        long from = froms[depth];
        long cursor = tos[depth];
        int[] children = byEnd(forest, span);
        for (int c = children.length - 1; c >= 0 && cursor > from; c--) {
          SpanSample child = forest.span(children[c]);
          long end = Math.min(child.endMicros(), cursor);
          long start = Math.max(child.startMicros(), from);
          boolean beside = c < children.length - 1 && child.endMicros() > cursor + OVERLAP_MICROS;
          if (beside || end <= start) {
            continue; // beside the path
          }
          own[forest.step(span)] += cursor - end;
          if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
            froms = Arrays.copyOf(froms, depth * 2);
            tos = Arrays.copyOf(tos, depth * 2);
          }
          open[depth] = children[c];
          froms[depth] = start;
          tos[depth] = end;
          depth++;
          cursor = start;
        }
        own[forest.step(span)] += Math.max(0, cursor - from);
      }
    }
  }

  private static int[] byEnd(Forest forest, int span) {
    int[] children = new int[forest.childCount(span)];
    boolean sorted = true;
    for (int c = 0; c < children.length; c++) {
      children[c] = forest.child(span, c);
      sorted &= c == 0 || end(forest, children[c - 1]) <= end(forest, children[c]);
    }
    return sorted
        ? children
        : Arrays.stream(children)
            .boxed()
            .sorted(Comparator.comparingLong(c -> end(forest, c)))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  private static long end(Forest forest, int span) {
    return forest.span(span).endMicros();
  }
}
