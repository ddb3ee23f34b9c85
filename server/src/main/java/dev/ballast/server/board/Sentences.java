// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.board;

import dev.ballast.control.health.Overview;
import dev.ballast.control.health.ServiceHealth;
import java.util.List;
import java.util.Locale;

/** The sentences that open every page, the terminal's status and the API's. */
public final class Sentences {

  private Sentences() {}

  /** The whole in one sentence, such as {@code 2 of 14 services need you.} */
  public static String overall(Board board) {
    return board.isEmpty()
        ? "Nothing is connected yet."
        : Overview.of(board.health().services()).sentence();
  }

  /** What a place is, to follow its name: {@code is unhealthy}. */
  public static String verdict(ServiceHealth place) {
    return verdict(place, "");
  }

  /** As {@link #verdict(ServiceHealth)}, with where: {@code is unhealthy in us-east}. */
  public static String verdict(ServiceHealth place, String where) {
    String impaired =
        place.impairedBy().isEmpty()
            ? ""
            : ", impaired by " + place.impairedBy().getFirst().on().service();
    return " is " + place.health().name().toLowerCase(Locale.ROOT) + where + impaired;
  }

  /** Why, without what {@link #verdict} says already. */
  public static String cause(ServiceHealth place) {
    return place.impairedBy().isEmpty() ? place.text() : place.reasons().getFirst().text();
  }

  /** Those that need somebody, worst first. */
  public static List<ServiceHealth> needy(Board board) {
    return board.placesWorstFirst().stream().filter(ServiceHealth::needsAttention).toList();
  }
}
