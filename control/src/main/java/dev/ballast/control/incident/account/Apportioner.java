// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.account;

import dev.ballast.model.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says who makes what a symptom shows.
 *
 * <p>Note. Waiting is seconds per second and failures are a rate, so both can be summed over calls.
 * From the place of the symptom what was added since the onset is followed down: what its calls
 * add, as it sees them, is theirs, and the rest is its own. Of a call, what the callee does not see
 * is made on the way: its failures, or the client's time less the server's. A call that fails for
 * the caller only, at a callee that has become slow, was given up, and its waiting is followed on.
 * A callee without telemetry is taken for what its callers see, and followed where a mesh tells of
 * its calls. Ratios multiply along the way; a place that is met again on a way ends it there, so
 * cycles end. At most {@value #DEEPEST} calls deep and nothing below {@value #LEAST}: O(places x
 * calls) in practice.
 */
public final class Apportioner {

  private static final int DEEPEST = 12;
  private static final double LEAST = 0.01;

  /** Of the usual calls, so few arrive that the callee answers nobody. */
  private static final double DEAF = 0.1;

  private record Key(Place where, Place to) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::where).thenComparing(Key::to);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private final Accounts accounts;
  private final SortedMap<Key, Share> shares = new TreeMap<>();

  private Apportioner(Accounts accounts) {
    this.accounts = accounts;
  }

  /** The largest first; empty when nothing was added. Ratios add up to 1 or a little less. */
  public static List<Share> apportion(Accounts accounts, Place symptom, Amount amount) {
    Apportioner run = new Apportioner(accounts);
    List<Place> meant = accounts.meant(symptom);
    double total = meant.stream().mapToDouble(place -> accounts.of(place).added(amount)).sum();
    if (total > 0) {
      for (Place place : meant) {
        double part = accounts.of(place).added(amount) / total;
        run.follow(place, amount, part, List.of(place));
      }
    }
    return run.shares.values().stream()
        .sorted(
            Comparator.comparingDouble(Share::ratio)
                .reversed()
                .thenComparing(Share::where)
                .thenComparing(Share::to))
        .toList();
  }

  /** Added per second at a place, in the unit of the amount. */
  public static double added(Accounts accounts, Place symptom, Amount amount) {
    return accounts.meant(symptom).stream()
        .mapToDouble(place -> accounts.of(place).added(amount))
        .sum();
  }

  private void follow(Place place, Amount amount, double ratio, List<Place> path) {
    if (ratio < LEAST) {
      return;
    }
    double own = accounts.of(place).added(amount);
    double calls = 0;
    for (Link link : accounts.out(place)) {
      calls += link.seen().added(amount);
    }
    double whole = Math.max(own, calls);
    if (whole <= 0 || path.size() > DEEPEST) {
      put(place, place, amount, ratio, path);
      return;
    }
    if (own > calls) {
      put(place, place, amount, ratio * (own - calls) / whole, path);
    }
    for (Link link : accounts.out(place)) {
      double part = link.seen().added(amount) / whole;
      if (part > 0) {
        follow(link, amount, ratio * part, path);
      }
    }
  }

  private void follow(Link link, Amount amount, double ratio, List<Place> path) {
    Place callee = link.server();
    if (path.contains(callee)) {
      put(path.getLast(), path.getLast(), amount, ratio, path);
      return;
    }
    List<Place> longer = new ArrayList<>(path);
    longer.add(callee);
    boolean silent = !accounts.tells(callee);
    if (silent && accounts.out(callee).isEmpty()) {
      put(callee, callee, amount, ratio, longer);
      return;
    }
    double inside = silent ? 1 : inside(link, amount);
    if (inside > 0) {
      follow(callee, amount, ratio * inside, longer);
    }
    double outside = ratio * (1 - inside);
    if (outside < LEAST) {
      return;
    }
    if (amount == Amount.FAILURES && isDeaf(callee)) {
      put(callee, callee, amount, outside, longer);
    } else if (amount == Amount.FAILURES && isSlow(link)) {
      follow(callee, Amount.WAITING, outside, longer);
    } else {
      put(link.client(), callee, amount, outside, longer);
    }
  }

  /** Of what the caller sees, the share that the callee sees, too. */
  private double inside(Link link, Amount amount) {
    double seen = link.seen().added(amount);
    return switch (amount) {
      case WAITING -> Math.clamp(link.answered().addedSeconds() / seen, 0, 1);
      case FAILURES -> {
        double all = 0;
        for (Link other : accounts.in(link.server())) {
          all += other.seen().addedFailures();
        }
        yield Math.clamp(accounts.of(link.server()).addedFailures() / all, 0, 1);
      }
    };
  }

  private boolean isDeaf(Place callee) {
    double asked = 0;
    for (Link link : accounts.in(callee)) {
      asked += link.seen().after().calls();
    }
    return accounts.of(callee).after().calls() < DEAF * asked;
  }

  /** Whether it is the callee that takes its time, and not the way there. */
  private static boolean isSlow(Link link) {
    double server = link.answered().addedSeconds();
    return server > 0 && server >= link.seen().addedSeconds() / 2;
  }

  private void put(Place where, Place to, Amount amount, double ratio, List<Place> path) {
    if (ratio <= 0) {
      return;
    }
    shares.merge(
        new Key(where, to),
        new Share(where, to, amount, ratio, path),
        (a, b) -> {
          Share larger = b.ratio() > a.ratio() ? b : a;
          return new Share(
              where, to, larger.amount(), Math.min(1, a.ratio() + b.ratio()), larger.path());
        });
  }
}
