// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.control.incident.Hop;
import dev.ballast.control.incident.account.Compared;
import dev.ballast.control.incident.account.Link;
import dev.ballast.model.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way from a cause to the symptom, a hop for each call. */
final class Paths {

  private final Inquiry inquiry;
  private final Dossier dossier;

  Paths(Inquiry inquiry, Dossier dossier) {
    this.inquiry = inquiry;
    this.dossier = dossier;
  }

  List<Hop> of(Candidate candidate) {
    List<Place> path = candidate.path();
    List<Hop> hops = new ArrayList<>();
    for (int i = path.size() - 1; i > 0; i--) {
      Place from = path.get(i);
      Place to = path.get(i - 1);
      Compared seen = seen(to, from);
      hops.add(
          new Hop(
              from.toString(),
              to.toString(),
              lag(from, to),
              "%s calls %s: %s".formatted(to, from, Say.change(seen, candidate.amount())),
              seen.equals(Compared.NONE)
                  ? List.of()
                  : List.of(dossier.calls(to, from, candidate.amount(), seen))));
    }
    return hops;
  }

  private Compared seen(Place client, Place server) {
    Compared seen = Compared.NONE;
    for (Link link : inquiry.accounts().out(client)) {
      if (link.server().equals(server)) {
        seen = seen.plus(link.seen());
      }
    }
    return seen;
  }

  private @Nullable Double lag(Place from, Place to) {
    Instant first = inquiry.starts().get(from);
    Instant then = inquiry.starts().get(to);
    // Steps are coarse: one that seems to have begun after what it caused says nothing.
    return first == null || then == null || then.isBefore(first)
        ? null
        : Duration.between(first, then).toMillis() / 1e3;
  }
}
