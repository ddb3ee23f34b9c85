// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.replay;

import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What of the excluded times really is left out of a window. In the order of time, up to the cap:
 * what goes beyond it counts, so that exclusions cannot hide outages. Time that two of them exclude
 * is charged to the cap once. An exclusion with a cap of its own is granted while less than that is
 * left out altogether.
 *
 * @param audit every exclusion that touches the window, with what came of it
 * @param cap the share of the window that may be left out when an exclusion says nothing else
 */
public record Exclusions(List<Audited> audit, Ratio cap) {

  /**
   * One exclusion in one window.
   *
   * @param granted the part that is left out; of no length when nothing is
   * @param refused how much of it counts all the same, because of the cap
   * @param cap that it was held to
   */
  public record Audited(Exclusion exclusion, Span granted, Duration refused, Ratio cap) {}

  public static final Exclusions NONE = new Exclusions(List.of(), Ratio.ZERO);

  public Exclusions {
    audit = List.copyOf(audit);
  }

  /** Those of a window, up to a share of it, which an exclusion may change for itself. */
  public static Exclusions in(Span window, List<Exclusion> all, Ratio cap) {
    return in(window, all, cap, Ratio.ONE);
  }

  /**
   * As {@link #in(Span, List, Ratio)}.
   *
   * @param most no exclusion may go beyond it, whatever it says
   */
  public static Exclusions in(Span window, List<Exclusion> all, Ratio cap, Ratio most) {
    var out = Duration.ZERO;
    var audit = new ArrayList<Audited>();
    var covered = window.from();
    for (Exclusion exclusion :
        all.stream().sorted(Comparator.comparing(e -> e.span().from())).toList()) {
      if (!exclusion.span().overlaps(window)) {
        continue;
      }
      var wanted = exclusion.span().within(window);
      var fresh = wanted.within(new Span(covered, window.to()));
      var held = held(exclusion, cap, most);
      var allowed = Duration.ofMillis((long) (window.length().toMillis() * held.value()));
      var left = allowed.compareTo(out) > 0 ? allowed.minus(out) : Duration.ZERO;
      var granted = fresh.length().compareTo(left) <= 0 ? fresh.length() : left;
      out = out.plus(granted);
      var end = fresh.from().plus(granted);
      var start = wanted.from().isBefore(fresh.from()) ? wanted.from() : fresh.from();
      if (granted.isZero() && fresh.length().compareTo(Duration.ZERO) > 0) {
        start = end; // Nothing is left of the cap.
      }
      audit.add(new Audited(exclusion, new Span(start, end), fresh.length().minus(granted), held));
      covered = end.isAfter(covered) ? end : covered;
    }
    return new Exclusions(audit, cap);
  }

  private static Ratio held(Exclusion exclusion, Ratio cap, Ratio most) {
    var own = exclusion.cap().value() == 0 ? cap : exclusion.cap();
    return own.compareTo(most) < 0 ? own : most;
  }

  /** Whether a slice touches a time that is left out: then all of it is. */
  public boolean contains(Span slice) {
    return audit.stream().anyMatch(one -> one.granted().overlaps(slice));
  }

  /** The stretches that are left out, in their order, without those of no length. None overlap. */
  public List<Span> granted() {
    var spans = new ArrayList<Span>();
    for (Audited one : audit) {
      var last = spans.isEmpty() ? null : spans.getLast();
      if (last != null && !one.granted().from().isAfter(last.to())) {
        var end = one.granted().to().isAfter(last.to()) ? one.granted().to() : last.to();
        spans.set(spans.size() - 1, new Span(last.from(), end));
      } else if (!one.granted().length().isZero()) {
        spans.add(one.granted());
      }
    }
    return spans;
  }

  /** How much of a stretch is left out. */
  public Duration within(Span stretch) {
    return granted().stream()
        .map(span -> span.within(stretch).length())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
