// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.postmortem;

import dev.ballast.control.incident.Incident;
import java.time.Instant;

/**
 * Writes an incident down for those who were not there: blameless, each claim with its evidence,
 * times in UTC. A pure function; the same incident gives the same text.
 */
public final class Postmortem {

  private Postmortem() {}

  /** As Markdown (CommonMark with tables). */
  public static String markdown(Incident incident, Addresses addresses, Instant now) {
    return Markdown.of(new Writer(incident, addresses, now).document());
  }

  /** As one HTML page that needs nothing else, also on paper. */
  public static String html(Incident incident, Addresses addresses, Instant now) {
    return Html.of(new Writer(incident, addresses, now).document());
  }
}
