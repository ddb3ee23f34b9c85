// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost.live;

import dev.ballast.control.incident.Impact;
import dev.ballast.control.incident.Incident;
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
      Collection<Incident> incidents, LiveCost cost, ToDoubleFunction<String> perSecond) {
    List<Realised> losses = new ArrayList<>();
    int unknown = 0;
    for (Incident incident : incidents) {
      int before = losses.size();
      for (LiveCost.AtWork work : cost.journeys()) {
        String entry = work.journey().entry();
        double minutes = minutes(incident.impact(), entry, perSecond.applyAsDouble(entry));
        if (minutes > 0) {
          losses.add(
              new Realised(
                  incident.id(),
                  incident.times().onset(),
                  !incident.isOpen(),
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
  private static double minutes(Impact impact, String entry, double now) {
    double bad = 0;
    double rate = 0;
    for (Impact.Journey hurt : impact.journeys()) {
      Double failed = hurt.badRequests();
      Double perSecond = hurt.perSecond();
      if (hurt.service().equals(entry) && failed != null && perSecond != null) {
        bad += failed;
        rate += perSecond;
      }
    }
    double all = now > rate ? now : rate;
    return all > 0 ? bad / (all * 60) : Double.NaN;
  }
}
