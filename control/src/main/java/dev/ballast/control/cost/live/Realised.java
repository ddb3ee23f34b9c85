// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one incident cost a journey: the requests that failed its users, as minutes in which nobody
 * was served, at the journey's price of a minute. What an outage costs beyond its minutes is not in
 * it.
 *
 * @param over whether the incident has ended; before, the loss still grows
 * @param minutes without service that the bad requests amount to
 */
public record Realised(
    String incident, Instant at, boolean over, String journey, double minutes, double loss) {

  /**
   * An incident, as far as its price hangs on it.
   *
   * @param over whether it has ended
   * @param failed what users met, as far as it is known
   */
  public record Trouble(String incident, Instant at, boolean over, List<Failed> failed) {
    public Trouble {
      failed = List.copyOf(failed);
    }
  }

  /**
   * Requests of users that failed at a service.
   *
   * @param bad so many since the onset
   * @param perSecond so many came, good or bad
   */
  public record Failed(String service, double bad, double perSecond) {}

  /**
   * All of a model, the oldest first.
   *
   * @param unknown incidents of which nobody knows what they cost: no journey of the model was seen
   *     to be hurt, or its traffic was not measured
   */
  public record Book(List<Realised> losses, int unknown) {
    public Book {
      losses = List.copyOf(losses);
    }

    public double total() {
      return losses.stream().mapToDouble(Realised::loss).sum();
    }
  }

  /**
   * Prices what is known of incidents.
   *
   * @param perSecond requests that a service has now, over all regions; NaN when not known. The
   *     rate of an incident's own journeys counts where it is higher
   */
  public static Book of(
      Collection<Trouble> troubles, LiveCost cost, ToDoubleFunction<String> perSecond) {
    List<Realised> losses = new ArrayList<>();
    int unknown = 0;
    for (Trouble trouble : troubles) {
      int before = losses.size();
      for (LiveCost.AtWork work : cost.journeys()) {
        String entry = work.journey().entry();
        double minutes = minutes(trouble, entry, perSecond.applyAsDouble(entry));
        if (minutes > 0) {
          losses.add(
              new Realised(
                  trouble.incident(),
                  trouble.at(),
                  trouble.over(),
                  work.journey().name(),
                  minutes,
                  minutes * work.price().minuteValue()));
        }
      }
      unknown += losses.size() == before ? 1 : 0;
    }
    losses.sort(Comparator.comparing(Realised::at).thenComparing(Realised::incident));
    return new Book(losses, unknown);
  }

  /** Without service, of all who come; NaN when it cannot be said. */
  private static double minutes(Trouble trouble, String entry, double now) {
    double bad = 0;
    double rate = 0;
    for (Failed failed : trouble.failed()) {
      if (failed.service().equals(entry)) {
        bad += failed.bad();
        rate += failed.perSecond();
      }
    }
    double all = now > rate ? now : rate;
    return all > 0 ? bad / (all * 60) : Double.NaN;
  }
}
