// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.maturity.Assessment;
import dev.ballast.control.maturity.Card;
import dev.ballast.control.maturity.CheckResult;
import dev.ballast.control.maturity.Holding;
import dev.ballast.control.maturity.Subject;
import dev.ballast.model.Event;
import dev.ballast.model.maturity.CheckState;
import dev.ballast.model.maturity.Level;
import dev.ballast.model.maturity.Proof;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Gathers what the pages on maturity show. */
final class MaturityPage {

  private static final int STEPS = 5;
  private static final int HIGHEST = Level.values().length;
  private static final String EVENT = "event/";

  private final Sight sight;

  private MaturityPage(Sight sight) {
    this.sight = sight;
  }

  static MaturityView of(Assessment all, List<Event> history, Sight sight) {
    return new MaturityPage(sight).view(all.organisation(), all.services(), history);
  }

  static MaturityView of(Card card, List<Event> history, Sight sight) {
    return new MaturityPage(sight).view(card, List.of(), history);
  }

  private MaturityView view(Card card, List<Card> services, List<Event> history) {
    boolean whole = card.subject() instanceof Subject.Organisation;
    return new MaturityView(
        sentence(card, whole),
        sub(card),
        whole ? "" : "/maturity",
        Arrays.stream(Level.values()).map(level -> rung(card, level)).toList(),
        card.steps().isEmpty() ? "" : "To level " + (card.number() + 1),
        card.steps().stream().limit(STEPS).map(MaturityPage::step).toList(),
        card.steps().size() > STEPS ? (card.steps().size() - STEPS) + " more after these" : "",
        services.stream()
            .sorted(
                Comparator.comparingInt(Card::number)
                    .thenComparing(one -> -one.count(CheckState.FAILED))
                    .thenComparing(one -> one.subject().name()))
            .map(MaturityPage::service)
            .toList(),
        history.stream().map(this::change).toList());
  }

  private static String sentence(Card card, boolean whole) {
    String who = whole ? "" : card.subject().name() + ": ";
    if (card.level() == null) {
      return who + "Not even level 1 of 4 is proved yet.";
    }
    return "%sLevel %d of %d is proved: %s."
        .formatted(who, card.number(), HIGHEST, card.level().title());
  }

  private String sub(Card card) {
    String counts =
        "%d checks proved, %d claimed, %d failed, %d unknown. Only what happened or can be measured counts; nobody is asked."
            .formatted(
                card.count(CheckState.PROVED),
                card.count(CheckState.CLAIMED),
                card.count(CheckState.FAILED),
                card.count(CheckState.UNKNOWN));
    Instant end = card.endsFirst().map(CheckResult::expires).orElse(null);
    return end == null
        ? counts
        : counts
            + " Of what the level rests on, %s ends first, %s."
                .formatted(card.endsFirst().orElseThrow().check().id(), sight.distance(end));
  }

  private MaturityView.Rung rung(Card card, Level level) {
    boolean reached = card.number() >= level.number();
    return new MaturityView.Rung(
        "level-" + level.number(),
        "Level %d: %s".formatted(level.number(), level.title()),
        reached ? "ok" : "unknown",
        reached ? "reached" : "not reached",
        card.of(level).stream().map(this::bullet).toList());
  }

  private MaturityView.Bullet bullet(Holding holding) {
    int failed = holding.count(CheckState.FAILED);
    int proved = holding.count(CheckState.PROVED);
    String css =
        holding.isVoid() || !(holding.holds() || failed > 0)
            ? "unknown"
            : failed > 0 ? "bad" : "ok";
    String word =
        holding.isVoid()
            ? "not asked"
            : holding.holds() ? "holds" : failed > 0 ? "failed" : "not proved";
    return new MaturityView.Bullet(
        holding.bullet().text(),
        css,
        word,
        holding.isVoid()
            ? "0"
            : Canvas.number(100 * Math.min(1, (double) proved / holding.needed())),
        holding.isVoid()
            ? "does not apply"
            : "%d proved of %d needed%s"
                .formatted(proved, holding.needed(), failed > 0 ? ", " + failed + " failed" : ""),
        holding.results().stream().map(this::line).toList());
  }

  private MaturityView.Line line(CheckResult result) {
    Instant end = result.expires();
    return new MaturityView.Line(
        result.check().id(),
        result.check().title(),
        css(result.state()),
        result.state().word(),
        result.text(),
        end == null ? "" : (result.expired() ? "ended " : "until ") + sight.day(end),
        end == null ? "" : sight.exact(end),
        result.proofs().stream().map(this::source).toList());
  }

  private static String css(CheckState state) {
    return switch (state) {
      case PROVED -> "ok";
      case CLAIMED -> "predict";
      case FAILED -> "bad";
      case UNKNOWN -> "unknown";
    };
  }

  private MaturityView.Source source(Proof proof) {
    return new MaturityView.Source(
        switch (proof.kind()) {
          case EVENT -> "event " + proof.ref().substring(EVENT.length());
          case QUERY -> "query";
          case CONFIGURATION -> "configuration";
        },
        link(proof),
        proof.kind() == Proof.Kind.EVENT ? proof.text() : proof.ref(),
        sight.clock(proof.at()),
        sight.exact(proof.at()));
  }

  /** Every proof is one click away. */
  private static String link(Proof proof) {
    return switch (proof.kind()) {
      case EVENT -> {
        long sequence = Long.parseLong(proof.ref().substring(EVENT.length()));
        yield "/api/v1/events?limit=1&after=" + (sequence - 1);
      }
      case QUERY ->
          proof.ref().startsWith("/")
              ? proof.ref()
              : "/prometheus/api/v1/query?query="
                  + URLEncoder.encode(proof.ref(), StandardCharsets.UTF_8);
      case CONFIGURATION -> "/configuration";
    };
  }

  private static MaturityView.Step step(dev.ballast.control.maturity.Step step) {
    CheckResult result = step.result();
    return new MaturityView.Step(
        step.text(),
        result.check().effort().word(),
        css(result.state()),
        result.state().word(),
        step.why(),
        result.check().id(),
        step.gains() ? result.check().bullet().text() + " holds then" : "");
  }

  private static MaturityView.Service service(Card card) {
    String team = card.subject() instanceof Subject.OfService one ? one.team() : "";
    String name = card.subject().name();
    return new MaturityView.Service(
        name,
        "/maturity/" + name,
        team.isEmpty() ? Sight.UNKNOWN : team,
        Integer.toString(card.number()),
        Canvas.number(100.0 * card.count(CheckState.PROVED) / card.results().size()),
        Integer.toString(card.count(CheckState.PROVED)),
        Integer.toString(card.count(CheckState.CLAIMED)),
        Integer.toString(card.count(CheckState.FAILED)),
        Integer.toString(card.count(CheckState.UNKNOWN)),
        card.next().map(step -> step.text()).orElse(Sight.UNKNOWN));
  }

  private MaturityView.Change change(Event event) {
    String from = event.attributes().getOrDefault("from", "0");
    String to = event.attributes().getOrDefault("to", "0");
    int rise = to.compareTo(from);
    boolean lost = !event.attributes().getOrDefault("lost", "").isEmpty();
    return new MaturityView.Change(
        sight.clock(event.at()),
        sight.exact(event.at()),
        rise > 0 || (rise == 0 && !lost) ? "ok" : "warn",
        event.text().isEmpty() ? event.name().toLowerCase(Locale.ROOT) : event.text());
  }
}
