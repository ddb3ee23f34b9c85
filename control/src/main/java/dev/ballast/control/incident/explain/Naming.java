// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.control.incident.account.Link;
import dev.ballast.model.Place;
import java.util.List;
import java.util.Locale;

/** Whom a subject calls, as one speaks of them. */
final class Naming {

  private final Inquiry inquiry;
  private final Place subject;

  Naming(Inquiry inquiry, Place subject) {
    this.inquiry = inquiry;
    this.subject = subject;
  }

  /** A place as it begins a sentence: {@code Auth service}. */
  String place(Place place) {
    String name = place.service().value();
    boolean plain =
        !inquiry.isDatabase(place) && !inquiry.isExternal(place) && !name.contains("service");
    return capital(name) + (plain ? " service" : "");
  }

  /** A service as it begins a sentence, and whether nobody called it before. */
  String called(String service) {
    return isNew(service) ? "New " + service : capital(service);
  }

  /** Whether the subject calls it since the onset and did not before. */
  boolean isNew(String service) {
    List<Link> links =
        inquiry.accounts().out(subject).stream()
            .filter(link -> link.server().service().value().equals(service))
            .toList();
    return !links.isEmpty() && links.stream().allMatch(link -> link.seen().before().calls() == 0);
  }

  /** {@code 90%}, as alerts write it. */
  static String share(double ratio) {
    return Say.percent(ratio).replace(" %", "%");
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
