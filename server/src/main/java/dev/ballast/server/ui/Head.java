// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.health.ServiceHealth;
import dev.ballast.control.incident.Incident;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import dev.ballast.server.board.Sentences;
import dev.ballast.server.graph.GraphSentences;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The sentence that opens a page, the next ones, and how fresh they are.
 *
 * @param stale why the page is not to be trusted; empty when it is fresh
 */
public record Head(String sentence, List<Line> lines, String judged, String stale) {

  private static final int SHOWN = 2;

  /** A sentence that starts with a name. */
  public record Line(String name, String link, String rest) {}

  static Head of(Board board, List<Incident> open, Sight sight, Freshness freshness) {
    List<Line> lines = new ArrayList<>();
    if (!board.trouble().isEmpty()) {
      lines.add(new Line("", "", board.trouble()));
    }
    for (Incident incident : open.stream().limit(SHOWN).toList()) {
      lines.add(
          new Line(
              IncidentWords.subject(incident),
              IncidentWords.link(incident),
              IncidentWords.rest(incident, sight)));
    }
    List<ServiceHealth> needy = Sentences.needy(board);
    for (ServiceHealth place :
        needy.stream()
            .filter(place -> open.stream().noneMatch(one -> IncidentWords.isPartOf(one, place)))
            .limit(Math.max(0, SHOWN - open.size()))
            .toList()) {
      lines.add(
          new Line(
              place.place().toString(),
              "/services/" + place.place().service(),
              Sentences.verdict(place)
                  + " since "
                  + sight.clock(place.since())
                  + (place.impairedBy().isEmpty() ? ": " + place.text() : "")
                  + "."));
    }
    if (needy.isEmpty() && !board.health().services().isEmpty()) {
      lines.add(new Line("", "", calm(board)));
    }
    String hangsOn = GraphSentences.hangsOn(board.graph());
    if (!hangsOn.isEmpty()) {
      lines.add(new Line("", "", hangsOn));
    }
    return new Head(
        Sentences.overall(board), lines, judged(board, sight), stale(board, sight, freshness));
  }

  private static String calm(Board board) {
    int regions = board.regions().size();
    long slos = board.budgetsTightestFirst().size();
    return "%d SLOs are judged%s.%s"
        .formatted(
            slos, regions > 1 ? " in " + String.join(" and ", board.regions()) : "", scale(board));
  }

  private static String scale(Board board) {
    return board.timeScale() == 1
        ? ""
        : " SLO windows are scaled 1:%s.".formatted(Sight.rate(board.timeScale()));
  }

  static String judged(Board board, Sight sight) {
    Instant at = board.health().at();
    return at.equals(Instant.EPOCH) ? "not judged yet" : sight.clock(at);
  }

  static String stale(Board board, Sight sight, Freshness freshness) {
    Instant at = board.health().at();
    return !freshness.isFresh(board, sight.now()) && board.version() > 0
        ? "Stale: health was judged %s, at %s. The server's /healthz says which work is late."
            .formatted(sight.ago(at), sight.clock(at))
        : "";
  }
}
